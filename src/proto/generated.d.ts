import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace dxos. */
export namespace dxos {

    /** Namespace dmg. */
    namespace dmg {

        /** Namespace descriptor. */
        namespace descriptor {

            /**
             * Properties of a FileSet.
             * @deprecated Use dxos.dmg.descriptor.FileSet.$Properties instead.
             */
            interface IFileSet extends dxos.dmg.descriptor.FileSet.$Properties {
            }

            /** Represents a FileSet. */
            class FileSet {

                /**
                 * Constructs a new FileSet.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.FileSet.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileSet file. */
                file: dxos.dmg.descriptor.File.$Properties[];

                /**
                 * Encodes the specified FileSet message. Does not implicitly {@link dxos.dmg.descriptor.FileSet.verify|verify} messages.
                 * @param m FileSet message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.FileSet.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileSet message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.FileSet & dxos.dmg.descriptor.FileSet.$Shape} FileSet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.FileSet & dxos.dmg.descriptor.FileSet.$Shape;
            }

            namespace FileSet {

                /** Properties of a FileSet. */
                interface $Properties {

                    /** FileSet file */
                    file?: (dxos.dmg.descriptor.File.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileSet. */
                type $Shape = dxos.dmg.descriptor.FileSet.$Properties;
            }

            /**
             * Properties of a File.
             * @deprecated Use dxos.dmg.descriptor.File.$Properties instead.
             */
            interface IFile extends dxos.dmg.descriptor.File.$Properties {
            }

            /** Represents a File. */
            class File {

                /**
                 * Constructs a new File.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.File.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** File name. */
                name: string;

                /** File package. */
                package: string;

                /** File dependency. */
                dependency: string[];

                /** File messageType. */
                messageType: dxos.dmg.descriptor.Message.$Properties[];

                /** File enumType. */
                enumType: dxos.dmg.descriptor.Enum.$Properties[];

                /** File syntax. */
                syntax: string;

                /**
                 * Encodes the specified File message. Does not implicitly {@link dxos.dmg.descriptor.File.verify|verify} messages.
                 * @param m File message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.File.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a File message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.File & dxos.dmg.descriptor.File.$Shape} File
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.File & dxos.dmg.descriptor.File.$Shape;
            }

            namespace File {

                /** Properties of a File. */
                interface $Properties {

                    /** File name */
                    name?: (string|null);

                    /** File package */
                    "package"?: (string|null);

                    /** File dependency */
                    dependency?: (string[]|null);

                    /** File messageType */
                    messageType?: (dxos.dmg.descriptor.Message.$Properties[]|null);

                    /** File enumType */
                    enumType?: (dxos.dmg.descriptor.Enum.$Properties[]|null);

                    /** File syntax */
                    syntax?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a File. */
                type $Shape = dxos.dmg.descriptor.File.$Properties;
            }

            /**
             * Properties of a Range.
             * @deprecated Use dxos.dmg.descriptor.Range.$Properties instead.
             */
            interface IRange extends dxos.dmg.descriptor.Range.$Properties {
            }

            /** Represents a Range. */
            class Range {

                /**
                 * Constructs a new Range.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.Range.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Range start. */
                start: number;

                /** Range end. */
                end: number;

                /**
                 * Encodes the specified Range message. Does not implicitly {@link dxos.dmg.descriptor.Range.verify|verify} messages.
                 * @param m Range message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.Range.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Range message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Range & dxos.dmg.descriptor.Range.$Shape} Range
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Range & dxos.dmg.descriptor.Range.$Shape;
            }

            namespace Range {

                /** Properties of a Range. */
                interface $Properties {

                    /** Range start */
                    start?: (number|null);

                    /** Range end */
                    end?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Range. */
                type $Shape = dxos.dmg.descriptor.Range.$Properties;
            }

            /**
             * Properties of a Message.
             * @deprecated Use dxos.dmg.descriptor.Message.$Properties instead.
             */
            interface IMessage extends dxos.dmg.descriptor.Message.$Properties {
            }

            /** Represents a Message. */
            class Message {

                /**
                 * Constructs a new Message.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.Message.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Message name. */
                name: string;

                /** Message field. */
                field: dxos.dmg.descriptor.Field.$Properties[];

                /** Message nestedType. */
                nestedType: dxos.dmg.descriptor.Message.$Properties[];

                /** Message enumType. */
                enumType: dxos.dmg.descriptor.Enum.$Properties[];

                /** Message options. */
                options?: (dxos.dmg.descriptor.Message.Options.$Properties|null);

                /** Message oneofDecl. */
                oneofDecl: dxos.dmg.descriptor.Message.Oneof.$Properties[];

                /** Message reservedRange. */
                reservedRange: dxos.dmg.descriptor.Range.$Properties[];

                /** Message reservedName. */
                reservedName: string[];

                /**
                 * Encodes the specified Message message. Does not implicitly {@link dxos.dmg.descriptor.Message.verify|verify} messages.
                 * @param m Message message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.Message.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Message message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Message & dxos.dmg.descriptor.Message.$Shape} Message
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Message & dxos.dmg.descriptor.Message.$Shape;
            }

            namespace Message {

                /** Properties of a Message. */
                interface $Properties {

                    /** Message name */
                    name?: (string|null);

                    /** Message field */
                    field?: (dxos.dmg.descriptor.Field.$Properties[]|null);

                    /** Message nestedType */
                    nestedType?: (dxos.dmg.descriptor.Message.$Properties[]|null);

                    /** Message enumType */
                    enumType?: (dxos.dmg.descriptor.Enum.$Properties[]|null);

                    /** Message options */
                    options?: (dxos.dmg.descriptor.Message.Options.$Properties|null);

                    /** Message oneofDecl */
                    oneofDecl?: (dxos.dmg.descriptor.Message.Oneof.$Properties[]|null);

                    /** Message reservedRange */
                    reservedRange?: (dxos.dmg.descriptor.Range.$Properties[]|null);

                    /** Message reservedName */
                    reservedName?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Message. */
                type $Shape = dxos.dmg.descriptor.Message.$Properties;

                /**
                 * Properties of a Oneof.
                 * @deprecated Use dxos.dmg.descriptor.Message.Oneof.$Properties instead.
                 */
                interface IOneof extends dxos.dmg.descriptor.Message.Oneof.$Properties {
                }

                /** Represents a Oneof. */
                class Oneof {

                    /**
                     * Constructs a new Oneof.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.descriptor.Message.Oneof.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Oneof name. */
                    name: string;

                    /**
                     * Encodes the specified Oneof message. Does not implicitly {@link dxos.dmg.descriptor.Message.Oneof.verify|verify} messages.
                     * @param m Oneof message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.descriptor.Message.Oneof.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a Oneof message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Message.Oneof & dxos.dmg.descriptor.Message.Oneof.$Shape} Oneof
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Message.Oneof & dxos.dmg.descriptor.Message.Oneof.$Shape;
                }

                namespace Oneof {

                    /** Properties of a Oneof. */
                    interface $Properties {

                        /** Oneof name */
                        name?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a Oneof. */
                    type $Shape = dxos.dmg.descriptor.Message.Oneof.$Properties;
                }

                /**
                 * Properties of an Options.
                 * @deprecated Use dxos.dmg.descriptor.Message.Options.$Properties instead.
                 */
                interface IOptions extends dxos.dmg.descriptor.Message.Options.$Properties {
                }

                /** Represents an Options. */
                class Options {

                    /**
                     * Constructs a new Options.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.descriptor.Message.Options.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Options mapEntry. */
                    mapEntry: boolean;

                    /**
                     * Encodes the specified Options message. Does not implicitly {@link dxos.dmg.descriptor.Message.Options.verify|verify} messages.
                     * @param m Options message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.descriptor.Message.Options.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an Options message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Message.Options & dxos.dmg.descriptor.Message.Options.$Shape} Options
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Message.Options & dxos.dmg.descriptor.Message.Options.$Shape;
                }

                namespace Options {

                    /** Properties of an Options. */
                    interface $Properties {

                        /** Options mapEntry */
                        mapEntry?: (boolean|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an Options. */
                    type $Shape = dxos.dmg.descriptor.Message.Options.$Properties;
                }
            }

            /**
             * Properties of a Field.
             * @deprecated Use dxos.dmg.descriptor.Field.$Properties instead.
             */
            interface IField extends dxos.dmg.descriptor.Field.$Properties {
            }

            /** Represents a Field. */
            class Field {

                /**
                 * Constructs a new Field.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.Field.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Field name. */
                name: string;

                /** Field number. */
                number: number;

                /** Field label. */
                label: number;

                /** Field type. */
                type: number;

                /** Field typeName. */
                typeName: string;

                /** Field options. */
                options?: (dxos.dmg.descriptor.Field.Options.$Properties|null);

                /** Field oneofIndex. */
                oneofIndex?: (number|null);

                /** Field jsonName. */
                jsonName: string;

                /** Field proto3Optional. */
                proto3Optional: boolean;

                /**
                 * Encodes the specified Field message. Does not implicitly {@link dxos.dmg.descriptor.Field.verify|verify} messages.
                 * @param m Field message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.Field.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Field message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Field & dxos.dmg.descriptor.Field.$Shape} Field
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Field & dxos.dmg.descriptor.Field.$Shape;
            }

            namespace Field {

                /** Properties of a Field. */
                interface $Properties {

                    /** Field name */
                    name?: (string|null);

                    /** Field number */
                    number?: (number|null);

                    /** Field label */
                    label?: (number|null);

                    /** Field type */
                    type?: (number|null);

                    /** Field typeName */
                    typeName?: (string|null);

                    /** Field options */
                    options?: (dxos.dmg.descriptor.Field.Options.$Properties|null);

                    /** Field oneofIndex */
                    oneofIndex?: (number|null);

                    /** Field jsonName */
                    jsonName?: (string|null);

                    /** Field proto3Optional */
                    proto3Optional?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Field. */
                type $Shape = dxos.dmg.descriptor.Field.$Properties;

                /**
                 * Properties of an Options.
                 * @deprecated Use dxos.dmg.descriptor.Field.Options.$Properties instead.
                 */
                interface IOptions extends dxos.dmg.descriptor.Field.Options.$Properties {
                }

                /** Represents an Options. */
                class Options {

                    /**
                     * Constructs a new Options.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.descriptor.Field.Options.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Options packed. */
                    packed?: (boolean|null);

                    /**
                     * Encodes the specified Options message. Does not implicitly {@link dxos.dmg.descriptor.Field.Options.verify|verify} messages.
                     * @param m Options message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.descriptor.Field.Options.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an Options message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Field.Options & dxos.dmg.descriptor.Field.Options.$Shape} Options
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Field.Options & dxos.dmg.descriptor.Field.Options.$Shape;
                }

                namespace Options {

                    /** Properties of an Options. */
                    interface $Properties {

                        /** Options packed */
                        packed?: (boolean|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an Options. */
                    type $Shape = dxos.dmg.descriptor.Field.Options.$Properties;
                }
            }

            /**
             * Properties of an Enum.
             * @deprecated Use dxos.dmg.descriptor.Enum.$Properties instead.
             */
            interface IEnum extends dxos.dmg.descriptor.Enum.$Properties {
            }

            /** Represents an Enum. */
            class Enum {

                /**
                 * Constructs a new Enum.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.descriptor.Enum.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Enum name. */
                name: string;

                /** Enum value. */
                value: dxos.dmg.descriptor.Enum.Value.$Properties[];

                /** Enum reservedRange. */
                reservedRange: dxos.dmg.descriptor.Range.$Properties[];

                /** Enum reservedName. */
                reservedName: string[];

                /**
                 * Encodes the specified Enum message. Does not implicitly {@link dxos.dmg.descriptor.Enum.verify|verify} messages.
                 * @param m Enum message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.descriptor.Enum.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Enum message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Enum & dxos.dmg.descriptor.Enum.$Shape} Enum
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Enum & dxos.dmg.descriptor.Enum.$Shape;
            }

            namespace Enum {

                /** Properties of an Enum. */
                interface $Properties {

                    /** Enum name */
                    name?: (string|null);

                    /** Enum value */
                    value?: (dxos.dmg.descriptor.Enum.Value.$Properties[]|null);

                    /** Enum reservedRange */
                    reservedRange?: (dxos.dmg.descriptor.Range.$Properties[]|null);

                    /** Enum reservedName */
                    reservedName?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Enum. */
                type $Shape = dxos.dmg.descriptor.Enum.$Properties;

                /**
                 * Properties of a Value.
                 * @deprecated Use dxos.dmg.descriptor.Enum.Value.$Properties instead.
                 */
                interface IValue extends dxos.dmg.descriptor.Enum.Value.$Properties {
                }

                /** Represents a Value. */
                class Value {

                    /**
                     * Constructs a new Value.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.descriptor.Enum.Value.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Value name. */
                    name: string;

                    /** Value number. */
                    number: number;

                    /**
                     * Encodes the specified Value message. Does not implicitly {@link dxos.dmg.descriptor.Enum.Value.verify|verify} messages.
                     * @param m Value message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.descriptor.Enum.Value.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a Value message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Enum.Value & dxos.dmg.descriptor.Enum.Value.$Shape} Value
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.descriptor.Enum.Value & dxos.dmg.descriptor.Enum.Value.$Shape;
                }

                namespace Value {

                    /** Properties of a Value. */
                    interface $Properties {

                        /** Value name */
                        name?: (string|null);

                        /** Value number */
                        number?: (number|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a Value. */
                    type $Shape = dxos.dmg.descriptor.Enum.Value.$Properties;
                }
            }
        }

        /**
         * Properties of a Payload.
         * @deprecated Use dxos.dmg.Payload.$Properties instead.
         */
        interface IPayload extends dxos.dmg.Payload.$Properties {
        }

        /** Represents a Payload. */
        class Payload {

            /**
             * Constructs a new Payload.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Payload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Payload type. */
            type: string;

            /** Payload value. */
            value: Uint8Array;

            /** Payload schema. */
            schema: Uint8Array;

            /**
             * Encodes the specified Payload message. Does not implicitly {@link dxos.dmg.Payload.verify|verify} messages.
             * @param m Payload message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Payload.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Payload & dxos.dmg.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Payload & dxos.dmg.Payload.$Shape;
        }

        namespace Payload {

            /** Properties of a Payload. */
            interface $Properties {

                /** Payload type */
                type?: (string|null);

                /** Payload value */
                value?: (Uint8Array|null);

                /** Payload schema */
                schema?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Payload. */
            type $Shape = dxos.dmg.Payload.$Properties;
        }

        /**
         * Properties of a TextEntry.
         * @deprecated Use dxos.dmg.TextEntry.$Properties instead.
         */
        interface ITextEntry extends dxos.dmg.TextEntry.$Properties {
        }

        /** Represents a TextEntry. */
        class TextEntry {

            /**
             * Constructs a new TextEntry.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.TextEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TextEntry key. */
            key: string;

            /** TextEntry value. */
            value: string;

            /**
             * Encodes the specified TextEntry message. Does not implicitly {@link dxos.dmg.TextEntry.verify|verify} messages.
             * @param m TextEntry message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.TextEntry.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TextEntry message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.TextEntry & dxos.dmg.TextEntry.$Shape} TextEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.TextEntry & dxos.dmg.TextEntry.$Shape;
        }

        namespace TextEntry {

            /** Properties of a TextEntry. */
            interface $Properties {

                /** TextEntry key */
                key?: (string|null);

                /** TextEntry value */
                value?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TextEntry. */
            type $Shape = dxos.dmg.TextEntry.$Properties;
        }

        /**
         * Properties of a HeaderRule.
         * @deprecated Use dxos.dmg.HeaderRule.$Properties instead.
         */
        interface IHeaderRule extends dxos.dmg.HeaderRule.$Properties {
        }

        /** Represents a HeaderRule. */
        class HeaderRule {

            /**
             * Constructs a new HeaderRule.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.HeaderRule.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeaderRule key. */
            key: string;

            /** HeaderRule value. */
            value?: (dxos.dmg.HeaderRule.Headers.$Properties|null);

            /**
             * Encodes the specified HeaderRule message. Does not implicitly {@link dxos.dmg.HeaderRule.verify|verify} messages.
             * @param m HeaderRule message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.HeaderRule.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeaderRule message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.HeaderRule & dxos.dmg.HeaderRule.$Shape} HeaderRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.HeaderRule & dxos.dmg.HeaderRule.$Shape;
        }

        namespace HeaderRule {

            /** Properties of a HeaderRule. */
            interface $Properties {

                /** HeaderRule key */
                key?: (string|null);

                /** HeaderRule value */
                value?: (dxos.dmg.HeaderRule.Headers.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeaderRule. */
            type $Shape = dxos.dmg.HeaderRule.$Properties;

            /**
             * Properties of a Headers.
             * @deprecated Use dxos.dmg.HeaderRule.Headers.$Properties instead.
             */
            interface IHeaders extends dxos.dmg.HeaderRule.Headers.$Properties {
            }

            /** Represents a Headers. */
            class Headers {

                /**
                 * Constructs a new Headers.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.HeaderRule.Headers.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Headers headers. */
                headers: dxos.dmg.TextEntry.$Properties[];

                /**
                 * Encodes the specified Headers message. Does not implicitly {@link dxos.dmg.HeaderRule.Headers.verify|verify} messages.
                 * @param m Headers message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.HeaderRule.Headers.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Headers message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.HeaderRule.Headers & dxos.dmg.HeaderRule.Headers.$Shape} Headers
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.HeaderRule.Headers & dxos.dmg.HeaderRule.Headers.$Shape;
            }

            namespace Headers {

                /** Properties of a Headers. */
                interface $Properties {

                    /** Headers headers */
                    headers?: (dxos.dmg.TextEntry.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Headers. */
                type $Shape = dxos.dmg.HeaderRule.Headers.$Properties;
            }
        }

        /**
         * Properties of a RedirectRule.
         * @deprecated Use dxos.dmg.RedirectRule.$Properties instead.
         */
        interface IRedirectRule extends dxos.dmg.RedirectRule.$Properties {
        }

        /** Represents a RedirectRule. */
        class RedirectRule {

            /**
             * Constructs a new RedirectRule.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.RedirectRule.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RedirectRule from. */
            from: string;

            /** RedirectRule to. */
            to: string;

            /** RedirectRule status. */
            status: number;

            /** RedirectRule force. */
            force: boolean;

            /**
             * Encodes the specified RedirectRule message. Does not implicitly {@link dxos.dmg.RedirectRule.verify|verify} messages.
             * @param m RedirectRule message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.RedirectRule.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RedirectRule message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.RedirectRule & dxos.dmg.RedirectRule.$Shape} RedirectRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.RedirectRule & dxos.dmg.RedirectRule.$Shape;
        }

        namespace RedirectRule {

            /** Properties of a RedirectRule. */
            interface $Properties {

                /** RedirectRule from */
                from?: (string|null);

                /** RedirectRule to */
                to?: (string|null);

                /** RedirectRule status */
                status?: (number|null);

                /** RedirectRule force */
                force?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RedirectRule. */
            type $Shape = dxos.dmg.RedirectRule.$Properties;
        }

        /**
         * Properties of a Https.
         * @deprecated Use dxos.dmg.Https.$Properties instead.
         */
        interface IHttps extends dxos.dmg.Https.$Properties {
        }

        /** Represents a Https. */
        class Https {

            /**
             * Constructs a new Https.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Https.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Https serve. */
            serve: string;

            /** Https fallback. */
            fallback: string;

            /** Https headers. */
            headers: dxos.dmg.HeaderRule.$Properties[];

            /** Https redirects. */
            redirects: dxos.dmg.RedirectRule.$Properties[];

            /**
             * Encodes the specified Https message. Does not implicitly {@link dxos.dmg.Https.verify|verify} messages.
             * @param m Https message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Https.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Https message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Https & dxos.dmg.Https.$Shape} Https
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Https & dxos.dmg.Https.$Shape;
        }

        namespace Https {

            /** Properties of a Https. */
            interface $Properties {

                /** Https serve */
                serve?: (string|null);

                /** Https fallback */
                fallback?: (string|null);

                /** Https headers */
                headers?: (dxos.dmg.HeaderRule.$Properties[]|null);

                /** Https redirects */
                redirects?: (dxos.dmg.RedirectRule.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Https. */
            type $Shape = dxos.dmg.Https.$Properties;
        }

        /**
         * Properties of a Propagation.
         * @deprecated Use dxos.dmg.Propagation.$Properties instead.
         */
        interface IPropagation extends dxos.dmg.Propagation.$Properties {
        }

        /** Represents a Propagation. */
        class Propagation {

            /**
             * Constructs a new Propagation.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Propagation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Propagation after. */
            after: string;

            /** Propagation from. */
            from: string;

            /** Propagation to. */
            to: string;

            /**
             * Encodes the specified Propagation message. Does not implicitly {@link dxos.dmg.Propagation.verify|verify} messages.
             * @param m Propagation message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Propagation.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Propagation message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Propagation & dxos.dmg.Propagation.$Shape} Propagation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Propagation & dxos.dmg.Propagation.$Shape;
        }

        namespace Propagation {

            /** Properties of a Propagation. */
            interface $Properties {

                /** Propagation after */
                after?: (string|null);

                /** Propagation from */
                from?: (string|null);

                /** Propagation to */
                to?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Propagation. */
            type $Shape = dxos.dmg.Propagation.$Properties;
        }

        /**
         * Properties of a WriteRule.
         * @deprecated Use dxos.dmg.WriteRule.$Properties instead.
         */
        interface IWriteRule extends dxos.dmg.WriteRule.$Properties {
        }

        /** Represents a WriteRule. */
        class WriteRule {

            /**
             * Constructs a new WriteRule.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.WriteRule.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WriteRule name. */
            name: string;

            /** WriteRule from. */
            from: string;

            /** WriteRule only. */
            only: string[];

            /** WriteRule publishHttps. */
            publishHttps?: (dxos.dmg.Propagation.$Properties|null);

            /**
             * Encodes the specified WriteRule message. Does not implicitly {@link dxos.dmg.WriteRule.verify|verify} messages.
             * @param m WriteRule message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.WriteRule.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WriteRule message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.WriteRule & dxos.dmg.WriteRule.$Shape} WriteRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.WriteRule & dxos.dmg.WriteRule.$Shape;
        }

        namespace WriteRule {

            /** Properties of a WriteRule. */
            interface $Properties {

                /** WriteRule name */
                name?: (string|null);

                /** WriteRule from */
                from?: (string|null);

                /** WriteRule only */
                only?: (string[]|null);

                /** WriteRule publishHttps */
                publishHttps?: (dxos.dmg.Propagation.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WriteRule. */
            type $Shape = dxos.dmg.WriteRule.$Properties;
        }

        /**
         * Properties of an Actions.
         * @deprecated Use dxos.dmg.Actions.$Properties instead.
         */
        interface IActions extends dxos.dmg.Actions.$Properties {
        }

        /** Represents an Actions. */
        class Actions {

            /**
             * Constructs a new Actions.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Actions.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Actions writes. */
            writes?: (dxos.dmg.Actions.Writes.$Properties|null);

            /**
             * Encodes the specified Actions message. Does not implicitly {@link dxos.dmg.Actions.verify|verify} messages.
             * @param m Actions message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Actions.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Actions message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Actions & dxos.dmg.Actions.$Shape} Actions
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Actions & dxos.dmg.Actions.$Shape;
        }

        namespace Actions {

            /** Properties of an Actions. */
            interface $Properties {

                /** Actions writes */
                writes?: (dxos.dmg.Actions.Writes.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Actions. */
            type $Shape = dxos.dmg.Actions.$Properties;

            /**
             * Properties of a Writes.
             * @deprecated Use dxos.dmg.Actions.Writes.$Properties instead.
             */
            interface IWrites extends dxos.dmg.Actions.Writes.$Properties {
            }

            /** Represents a Writes. */
            class Writes {

                /**
                 * Constructs a new Writes.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.Actions.Writes.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Writes rules. */
                rules: dxos.dmg.WriteRule.$Properties[];

                /**
                 * Encodes the specified Writes message. Does not implicitly {@link dxos.dmg.Actions.Writes.verify|verify} messages.
                 * @param m Writes message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.Actions.Writes.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Writes message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.Actions.Writes & dxos.dmg.Actions.Writes.$Shape} Writes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Actions.Writes & dxos.dmg.Actions.Writes.$Shape;
            }

            namespace Writes {

                /** Properties of a Writes. */
                interface $Properties {

                    /** Writes rules */
                    rules?: (dxos.dmg.WriteRule.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Writes. */
                type $Shape = dxos.dmg.Actions.Writes.$Properties;
            }
        }

        /**
         * Properties of a Mount.
         * @deprecated Use dxos.dmg.Mount.$Properties instead.
         */
        interface IMount extends dxos.dmg.Mount.$Properties {
        }

        /** Represents a Mount. */
        class Mount {

            /**
             * Constructs a new Mount.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Mount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mount target. */
            target: string;

            /** Mount https. */
            https?: (dxos.dmg.Https.$Properties|null);

            /**
             * Encodes the specified Mount message. Does not implicitly {@link dxos.dmg.Mount.verify|verify} messages.
             * @param m Mount message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Mount.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mount message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Mount & dxos.dmg.Mount.$Shape} Mount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Mount & dxos.dmg.Mount.$Shape;
        }

        namespace Mount {

            /** Properties of a Mount. */
            interface $Properties {

                /** Mount target */
                target?: (string|null);

                /** Mount https */
                https?: (dxos.dmg.Https.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mount. */
            type $Shape = dxos.dmg.Mount.$Properties;
        }

        /**
         * Properties of a MountEntry.
         * @deprecated Use dxos.dmg.MountEntry.$Properties instead.
         */
        interface IMountEntry extends dxos.dmg.MountEntry.$Properties {
        }

        /** Represents a MountEntry. */
        class MountEntry {

            /**
             * Constructs a new MountEntry.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.MountEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MountEntry key. */
            key: string;

            /** MountEntry value. */
            value?: (dxos.dmg.Mount.$Properties|null);

            /**
             * Encodes the specified MountEntry message. Does not implicitly {@link dxos.dmg.MountEntry.verify|verify} messages.
             * @param m MountEntry message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.MountEntry.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MountEntry message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.MountEntry & dxos.dmg.MountEntry.$Shape} MountEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.MountEntry & dxos.dmg.MountEntry.$Shape;
        }

        namespace MountEntry {

            /** Properties of a MountEntry. */
            interface $Properties {

                /** MountEntry key */
                key?: (string|null);

                /** MountEntry value */
                value?: (dxos.dmg.Mount.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MountEntry. */
            type $Shape = dxos.dmg.MountEntry.$Properties;
        }

        /**
         * Properties of an Endpoint.
         * @deprecated Use dxos.dmg.Endpoint.$Properties instead.
         */
        interface IEndpoint extends dxos.dmg.Endpoint.$Properties {
        }

        /** Represents an Endpoint. */
        class Endpoint {

            /**
             * Constructs a new Endpoint.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Endpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Endpoint url. */
            url: string;

            /** Endpoint resource. */
            resource: string;

            /**
             * Encodes the specified Endpoint message. Does not implicitly {@link dxos.dmg.Endpoint.verify|verify} messages.
             * @param m Endpoint message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Endpoint.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Endpoint message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Endpoint & dxos.dmg.Endpoint.$Shape} Endpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Endpoint & dxos.dmg.Endpoint.$Shape;
        }

        namespace Endpoint {

            /** Properties of an Endpoint. */
            interface $Properties {

                /** Endpoint url */
                url?: (string|null);

                /** Endpoint resource */
                resource?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Endpoint. */
            type $Shape = dxos.dmg.Endpoint.$Properties;
        }

        /**
         * Properties of a Record.
         * @deprecated Use dxos.dmg.Record.$Properties instead.
         */
        interface IRecord extends dxos.dmg.Record.$Properties {
        }

        /** Represents a Record. */
        class Record {

            /**
             * Constructs a new Record.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Record.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Record payload. */
            payload?: (dxos.dmg.Payload.$Properties|null);

            /** Record title. */
            title: string;

            /** Record https. */
            https?: (dxos.dmg.Https.$Properties|null);

            /** Record actions. */
            actions?: (dxos.dmg.Actions.$Properties|null);

            /** Record access. */
            access: string;

            /** Record handler. */
            handler: dxos.dmg.TextEntry.$Properties[];

            /** Record env. */
            env: dxos.dmg.TextEntry.$Properties[];

            /** Record labels. */
            labels: dxos.dmg.TextEntry.$Properties[];

            /** Record keep. */
            keep: number;

            /** Record order. */
            order: string;

            /** Record mounts. */
            mounts: dxos.dmg.MountEntry.$Properties[];

            /** Record endpoints. */
            endpoints: dxos.dmg.Endpoint.$Properties[];

            /** Record isolate. */
            isolate: boolean;

            /** Record override. */
            override: dxos.dmg.TextEntry.$Properties[];

            /** Record removed. */
            removed: string[];

            /** Record hostLabels. */
            hostLabels: number;

            /** Record declared. */
            declared: string[];

            /** Record rules. */
            rules: number;

            /**
             * Encodes the specified Record message. Does not implicitly {@link dxos.dmg.Record.verify|verify} messages.
             * @param m Record message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Record.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Record message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Record & dxos.dmg.Record.$Shape} Record
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Record & dxos.dmg.Record.$Shape;
        }

        namespace Record {

            /** Properties of a Record. */
            interface $Properties {

                /** Record payload */
                payload?: (dxos.dmg.Payload.$Properties|null);

                /** Record title */
                title?: (string|null);

                /** Record https */
                https?: (dxos.dmg.Https.$Properties|null);

                /** Record actions */
                actions?: (dxos.dmg.Actions.$Properties|null);

                /** Record access */
                access?: (string|null);

                /** Record handler */
                handler?: (dxos.dmg.TextEntry.$Properties[]|null);

                /** Record env */
                env?: (dxos.dmg.TextEntry.$Properties[]|null);

                /** Record labels */
                labels?: (dxos.dmg.TextEntry.$Properties[]|null);

                /** Record keep */
                keep?: (number|null);

                /** Record order */
                order?: (string|null);

                /** Record mounts */
                mounts?: (dxos.dmg.MountEntry.$Properties[]|null);

                /** Record endpoints */
                endpoints?: (dxos.dmg.Endpoint.$Properties[]|null);

                /** Record isolate */
                isolate?: (boolean|null);

                /** Record override */
                override?: (dxos.dmg.TextEntry.$Properties[]|null);

                /** Record removed */
                removed?: (string[]|null);

                /** Record hostLabels */
                hostLabels?: (number|null);

                /** Record declared */
                declared?: (string[]|null);

                /** Record rules */
                rules?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Record. */
            type $Shape = dxos.dmg.Record.$Properties;
        }

        /** Namespace service. */
        namespace service {

            /**
             * Properties of a ResolveUrlRequest.
             * @deprecated Use dxos.dmg.service.ResolveUrlRequest.$Properties instead.
             */
            interface IResolveUrlRequest extends dxos.dmg.service.ResolveUrlRequest.$Properties {
            }

            /** Represents a ResolveUrlRequest. */
            class ResolveUrlRequest {

                /**
                 * Constructs a new ResolveUrlRequest.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.ResolveUrlRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResolveUrlRequest url. */
                url: string;

                /** ResolveUrlRequest dxn. */
                dxn: string;

                /** ResolveUrlRequest explain. */
                explain: boolean;

                /**
                 * Encodes the specified ResolveUrlRequest message. Does not implicitly {@link dxos.dmg.service.ResolveUrlRequest.verify|verify} messages.
                 * @param m ResolveUrlRequest message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.ResolveUrlRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResolveUrlRequest message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ResolveUrlRequest & dxos.dmg.service.ResolveUrlRequest.$Shape} ResolveUrlRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ResolveUrlRequest & dxos.dmg.service.ResolveUrlRequest.$Shape;
            }

            namespace ResolveUrlRequest {

                /** Properties of a ResolveUrlRequest. */
                interface $Properties {

                    /** ResolveUrlRequest url */
                    url?: (string|null);

                    /** ResolveUrlRequest dxn */
                    dxn?: (string|null);

                    /** ResolveUrlRequest explain */
                    explain?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResolveUrlRequest. */
                type $Shape = dxos.dmg.service.ResolveUrlRequest.$Properties;
            }

            /**
             * Properties of a ResolveUrlResponse.
             * @deprecated Use dxos.dmg.service.ResolveUrlResponse.$Properties instead.
             */
            interface IResolveUrlResponse extends dxos.dmg.service.ResolveUrlResponse.$Properties {
            }

            /** Represents a ResolveUrlResponse. */
            class ResolveUrlResponse {

                /**
                 * Constructs a new ResolveUrlResponse.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.ResolveUrlResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResolveUrlResponse parts. */
                parts: dxos.dmg.service.ResolveUrlResponse.Part.$Properties[];

                /** ResolveUrlResponse hops. */
                hops: dxos.dmg.service.ResolveUrlResponse.Hop.$Properties[];

                /**
                 * Encodes the specified ResolveUrlResponse message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.verify|verify} messages.
                 * @param m ResolveUrlResponse message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.ResolveUrlResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResolveUrlResponse message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ResolveUrlResponse & dxos.dmg.service.ResolveUrlResponse.$Shape} ResolveUrlResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ResolveUrlResponse & dxos.dmg.service.ResolveUrlResponse.$Shape;
            }

            namespace ResolveUrlResponse {

                /** Properties of a ResolveUrlResponse. */
                interface $Properties {

                    /** ResolveUrlResponse parts */
                    parts?: (dxos.dmg.service.ResolveUrlResponse.Part.$Properties[]|null);

                    /** ResolveUrlResponse hops */
                    hops?: (dxos.dmg.service.ResolveUrlResponse.Hop.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResolveUrlResponse. */
                type $Shape = dxos.dmg.service.ResolveUrlResponse.$Properties;

                /**
                 * Properties of a Part.
                 * @deprecated Use dxos.dmg.service.ResolveUrlResponse.Part.$Properties instead.
                 */
                interface IPart extends dxos.dmg.service.ResolveUrlResponse.Part.$Properties {
                }

                /** Represents a Part. */
                class Part {

                    /**
                     * Constructs a new Part.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.service.ResolveUrlResponse.Part.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Part path. */
                    path: string;

                    /** Part record. */
                    record: Uint8Array;

                    /** Part resource. */
                    resource: Uint8Array;

                    /**
                     * Encodes the specified Part message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.Part.verify|verify} messages.
                     * @param m Part message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.service.ResolveUrlResponse.Part.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a Part message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.service.ResolveUrlResponse.Part & dxos.dmg.service.ResolveUrlResponse.Part.$Shape} Part
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ResolveUrlResponse.Part & dxos.dmg.service.ResolveUrlResponse.Part.$Shape;
                }

                namespace Part {

                    /** Properties of a Part. */
                    interface $Properties {

                        /** Part path */
                        path?: (string|null);

                        /** Part record */
                        record?: (Uint8Array|null);

                        /** Part resource */
                        resource?: (Uint8Array|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a Part. */
                    type $Shape = dxos.dmg.service.ResolveUrlResponse.Part.$Properties;
                }

                /**
                 * Properties of a Hop.
                 * @deprecated Use dxos.dmg.service.ResolveUrlResponse.Hop.$Properties instead.
                 */
                interface IHop extends dxos.dmg.service.ResolveUrlResponse.Hop.$Properties {
                }

                /** Represents a Hop. */
                class Hop {

                    /**
                     * Constructs a new Hop.
                     * @param [p] Properties to set
                     */
                    constructor(p?: dxos.dmg.service.ResolveUrlResponse.Hop.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Hop ref. */
                    ref: string;

                    /** Hop rule. */
                    rule: string;

                    /** Hop signer. */
                    signer: string;

                    /** Hop publishedMs. */
                    publishedMs: number;

                    /**
                     * Encodes the specified Hop message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.Hop.verify|verify} messages.
                     * @param m Hop message or plain object to encode
                     * @param [w] Writer to encode to
                     * @returns Writer
                     */
                    static encode(m: dxos.dmg.service.ResolveUrlResponse.Hop.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a Hop message from the specified reader or buffer.
                     * @param r Reader or buffer to decode from
                     * @param [l] Message length if known beforehand
                     * @returns {dxos.dmg.service.ResolveUrlResponse.Hop & dxos.dmg.service.ResolveUrlResponse.Hop.$Shape} Hop
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ResolveUrlResponse.Hop & dxos.dmg.service.ResolveUrlResponse.Hop.$Shape;
                }

                namespace Hop {

                    /** Properties of a Hop. */
                    interface $Properties {

                        /** Hop ref */
                        ref?: (string|null);

                        /** Hop rule */
                        rule?: (string|null);

                        /** Hop signer */
                        signer?: (string|null);

                        /** Hop publishedMs */
                        publishedMs?: (number|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a Hop. */
                    type $Shape = dxos.dmg.service.ResolveUrlResponse.Hop.$Properties;
                }
            }

            /**
             * Properties of a NamedRecord.
             * @deprecated Use dxos.dmg.service.NamedRecord.$Properties instead.
             */
            interface INamedRecord extends dxos.dmg.service.NamedRecord.$Properties {
            }

            /** Represents a NamedRecord. */
            class NamedRecord {

                /**
                 * Constructs a new NamedRecord.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.NamedRecord.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NamedRecord name. */
                name: string;

                /** NamedRecord id. */
                id: Uint8Array;

                /** NamedRecord record. */
                record?: (dxos.dmg.Record.$Properties|null);

                /**
                 * Encodes the specified NamedRecord message. Does not implicitly {@link dxos.dmg.service.NamedRecord.verify|verify} messages.
                 * @param m NamedRecord message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.NamedRecord.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NamedRecord message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.NamedRecord & dxos.dmg.service.NamedRecord.$Shape} NamedRecord
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.NamedRecord & dxos.dmg.service.NamedRecord.$Shape;
            }

            namespace NamedRecord {

                /** Properties of a NamedRecord. */
                interface $Properties {

                    /** NamedRecord name */
                    name?: (string|null);

                    /** NamedRecord id */
                    id?: (Uint8Array|null);

                    /** NamedRecord record */
                    record?: (dxos.dmg.Record.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NamedRecord. */
                type $Shape = dxos.dmg.service.NamedRecord.$Properties;
            }

            /**
             * Properties of a GetRecordsRequest.
             * @deprecated Use dxos.dmg.service.GetRecordsRequest.$Properties instead.
             */
            interface IGetRecordsRequest extends dxos.dmg.service.GetRecordsRequest.$Properties {
            }

            /** Represents a GetRecordsRequest. */
            class GetRecordsRequest {

                /**
                 * Constructs a new GetRecordsRequest.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.GetRecordsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetRecordsRequest records. */
                records: string[];

                /** GetRecordsRequest own. */
                own: boolean;

                /**
                 * Encodes the specified GetRecordsRequest message. Does not implicitly {@link dxos.dmg.service.GetRecordsRequest.verify|verify} messages.
                 * @param m GetRecordsRequest message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.GetRecordsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetRecordsRequest message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.GetRecordsRequest & dxos.dmg.service.GetRecordsRequest.$Shape} GetRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.GetRecordsRequest & dxos.dmg.service.GetRecordsRequest.$Shape;
            }

            namespace GetRecordsRequest {

                /** Properties of a GetRecordsRequest. */
                interface $Properties {

                    /** GetRecordsRequest records */
                    records?: (string[]|null);

                    /** GetRecordsRequest own */
                    own?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetRecordsRequest. */
                type $Shape = dxos.dmg.service.GetRecordsRequest.$Properties;
            }

            /**
             * Properties of a GetRecordsResponse.
             * @deprecated Use dxos.dmg.service.GetRecordsResponse.$Properties instead.
             */
            interface IGetRecordsResponse extends dxos.dmg.service.GetRecordsResponse.$Properties {
            }

            /** Represents a GetRecordsResponse. */
            class GetRecordsResponse {

                /**
                 * Constructs a new GetRecordsResponse.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.GetRecordsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetRecordsResponse records. */
                records: dxos.dmg.service.NamedRecord.$Properties[];

                /**
                 * Encodes the specified GetRecordsResponse message. Does not implicitly {@link dxos.dmg.service.GetRecordsResponse.verify|verify} messages.
                 * @param m GetRecordsResponse message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.GetRecordsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetRecordsResponse message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.GetRecordsResponse & dxos.dmg.service.GetRecordsResponse.$Shape} GetRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.GetRecordsResponse & dxos.dmg.service.GetRecordsResponse.$Shape;
            }

            namespace GetRecordsResponse {

                /** Properties of a GetRecordsResponse. */
                interface $Properties {

                    /** GetRecordsResponse records */
                    records?: (dxos.dmg.service.NamedRecord.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetRecordsResponse. */
                type $Shape = dxos.dmg.service.GetRecordsResponse.$Properties;
            }

            /**
             * Properties of a SetRecordRequest.
             * @deprecated Use dxos.dmg.service.SetRecordRequest.$Properties instead.
             */
            interface ISetRecordRequest extends dxos.dmg.service.SetRecordRequest.$Properties {
            }

            /** Represents a SetRecordRequest. */
            class SetRecordRequest {

                /**
                 * Constructs a new SetRecordRequest.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.SetRecordRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetRecordRequest records. */
                records: dxos.dmg.service.NamedRecord.$Properties[];

                /** SetRecordRequest merge. */
                merge: boolean;

                /**
                 * Encodes the specified SetRecordRequest message. Does not implicitly {@link dxos.dmg.service.SetRecordRequest.verify|verify} messages.
                 * @param m SetRecordRequest message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.SetRecordRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetRecordRequest message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.SetRecordRequest & dxos.dmg.service.SetRecordRequest.$Shape} SetRecordRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.SetRecordRequest & dxos.dmg.service.SetRecordRequest.$Shape;
            }

            namespace SetRecordRequest {

                /** Properties of a SetRecordRequest. */
                interface $Properties {

                    /** SetRecordRequest records */
                    records?: (dxos.dmg.service.NamedRecord.$Properties[]|null);

                    /** SetRecordRequest merge */
                    merge?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetRecordRequest. */
                type $Shape = dxos.dmg.service.SetRecordRequest.$Properties;
            }

            /**
             * Properties of a SetRecordResponse.
             * @deprecated Use dxos.dmg.service.SetRecordResponse.$Properties instead.
             */
            interface ISetRecordResponse extends dxos.dmg.service.SetRecordResponse.$Properties {
            }

            /** Represents a SetRecordResponse. */
            class SetRecordResponse {

                /**
                 * Constructs a new SetRecordResponse.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.SetRecordResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetRecordResponse records. */
                records: dxos.dmg.service.NamedRecord.$Properties[];

                /** SetRecordResponse position. */
                position: string;

                /**
                 * Encodes the specified SetRecordResponse message. Does not implicitly {@link dxos.dmg.service.SetRecordResponse.verify|verify} messages.
                 * @param m SetRecordResponse message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.SetRecordResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetRecordResponse message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.SetRecordResponse & dxos.dmg.service.SetRecordResponse.$Shape} SetRecordResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.SetRecordResponse & dxos.dmg.service.SetRecordResponse.$Shape;
            }

            namespace SetRecordResponse {

                /** Properties of a SetRecordResponse. */
                interface $Properties {

                    /** SetRecordResponse records */
                    records?: (dxos.dmg.service.NamedRecord.$Properties[]|null);

                    /** SetRecordResponse position */
                    position?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetRecordResponse. */
                type $Shape = dxos.dmg.service.SetRecordResponse.$Properties;
            }

            /**
             * Properties of a ListRecordsRequest.
             * @deprecated Use dxos.dmg.service.ListRecordsRequest.$Properties instead.
             */
            interface IListRecordsRequest extends dxos.dmg.service.ListRecordsRequest.$Properties {
            }

            /** Represents a ListRecordsRequest. */
            class ListRecordsRequest {

                /**
                 * Constructs a new ListRecordsRequest.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.ListRecordsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListRecordsRequest name. */
                name: string;

                /** ListRecordsRequest recursive. */
                recursive: boolean;

                /** ListRecordsRequest limit. */
                limit: number;

                /** ListRecordsRequest after. */
                after: string;

                /**
                 * Encodes the specified ListRecordsRequest message. Does not implicitly {@link dxos.dmg.service.ListRecordsRequest.verify|verify} messages.
                 * @param m ListRecordsRequest message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.ListRecordsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListRecordsRequest message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ListRecordsRequest & dxos.dmg.service.ListRecordsRequest.$Shape} ListRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ListRecordsRequest & dxos.dmg.service.ListRecordsRequest.$Shape;
            }

            namespace ListRecordsRequest {

                /** Properties of a ListRecordsRequest. */
                interface $Properties {

                    /** ListRecordsRequest name */
                    name?: (string|null);

                    /** ListRecordsRequest recursive */
                    recursive?: (boolean|null);

                    /** ListRecordsRequest limit */
                    limit?: (number|null);

                    /** ListRecordsRequest after */
                    after?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListRecordsRequest. */
                type $Shape = dxos.dmg.service.ListRecordsRequest.$Properties;
            }

            /**
             * Properties of a ListRecordsResponse.
             * @deprecated Use dxos.dmg.service.ListRecordsResponse.$Properties instead.
             */
            interface IListRecordsResponse extends dxos.dmg.service.ListRecordsResponse.$Properties {
            }

            /** Represents a ListRecordsResponse. */
            class ListRecordsResponse {

                /**
                 * Constructs a new ListRecordsResponse.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.ListRecordsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListRecordsResponse records. */
                records: dxos.dmg.service.NamedRecord.$Properties[];

                /** ListRecordsResponse next. */
                next: string;

                /**
                 * Encodes the specified ListRecordsResponse message. Does not implicitly {@link dxos.dmg.service.ListRecordsResponse.verify|verify} messages.
                 * @param m ListRecordsResponse message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.ListRecordsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListRecordsResponse message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ListRecordsResponse & dxos.dmg.service.ListRecordsResponse.$Shape} ListRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.ListRecordsResponse & dxos.dmg.service.ListRecordsResponse.$Shape;
            }

            namespace ListRecordsResponse {

                /** Properties of a ListRecordsResponse. */
                interface $Properties {

                    /** ListRecordsResponse records */
                    records?: (dxos.dmg.service.NamedRecord.$Properties[]|null);

                    /** ListRecordsResponse next */
                    next?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListRecordsResponse. */
                type $Shape = dxos.dmg.service.ListRecordsResponse.$Properties;
            }

            /**
             * Properties of a WatchRecordsRequest.
             * @deprecated Use dxos.dmg.service.WatchRecordsRequest.$Properties instead.
             */
            interface IWatchRecordsRequest extends dxos.dmg.service.WatchRecordsRequest.$Properties {
            }

            /** Represents a WatchRecordsRequest. */
            class WatchRecordsRequest {

                /**
                 * Constructs a new WatchRecordsRequest.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.WatchRecordsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchRecordsRequest name. */
                name: string;

                /** WatchRecordsRequest position. */
                position: string;

                /**
                 * Encodes the specified WatchRecordsRequest message. Does not implicitly {@link dxos.dmg.service.WatchRecordsRequest.verify|verify} messages.
                 * @param m WatchRecordsRequest message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.WatchRecordsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchRecordsRequest message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.WatchRecordsRequest & dxos.dmg.service.WatchRecordsRequest.$Shape} WatchRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.WatchRecordsRequest & dxos.dmg.service.WatchRecordsRequest.$Shape;
            }

            namespace WatchRecordsRequest {

                /** Properties of a WatchRecordsRequest. */
                interface $Properties {

                    /** WatchRecordsRequest name */
                    name?: (string|null);

                    /** WatchRecordsRequest position */
                    position?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchRecordsRequest. */
                type $Shape = dxos.dmg.service.WatchRecordsRequest.$Properties;
            }

            /**
             * Properties of a WatchRecordsResponse.
             * @deprecated Use dxos.dmg.service.WatchRecordsResponse.$Properties instead.
             */
            interface IWatchRecordsResponse extends dxos.dmg.service.WatchRecordsResponse.$Properties {
            }

            /** Represents a WatchRecordsResponse. */
            class WatchRecordsResponse {

                /**
                 * Constructs a new WatchRecordsResponse.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.WatchRecordsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchRecordsResponse position. */
                position: string;

                /** WatchRecordsResponse records. */
                records: dxos.dmg.service.NamedRecord.$Properties[];

                /**
                 * Encodes the specified WatchRecordsResponse message. Does not implicitly {@link dxos.dmg.service.WatchRecordsResponse.verify|verify} messages.
                 * @param m WatchRecordsResponse message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.WatchRecordsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchRecordsResponse message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.WatchRecordsResponse & dxos.dmg.service.WatchRecordsResponse.$Shape} WatchRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.WatchRecordsResponse & dxos.dmg.service.WatchRecordsResponse.$Shape;
            }

            namespace WatchRecordsResponse {

                /** Properties of a WatchRecordsResponse. */
                interface $Properties {

                    /** WatchRecordsResponse position */
                    position?: (string|null);

                    /** WatchRecordsResponse records */
                    records?: (dxos.dmg.service.NamedRecord.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchRecordsResponse. */
                type $Shape = dxos.dmg.service.WatchRecordsResponse.$Properties;
            }

            /**
             * Properties of a Call.
             * @deprecated Use dxos.dmg.service.Call.$Properties instead.
             */
            interface ICall extends dxos.dmg.service.Call.$Properties {
            }

            /** Represents a Call. */
            class Call {

                /**
                 * Constructs a new Call.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.Call.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Call method. */
                method: string;

                /** Call request. */
                request: Uint8Array;

                /**
                 * Encodes the specified Call message. Does not implicitly {@link dxos.dmg.service.Call.verify|verify} messages.
                 * @param m Call message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.Call.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Call message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Call & dxos.dmg.service.Call.$Shape} Call
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.Call & dxos.dmg.service.Call.$Shape;
            }

            namespace Call {

                /** Properties of a Call. */
                interface $Properties {

                    /** Call method */
                    method?: (string|null);

                    /** Call request */
                    request?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Call. */
                type $Shape = dxos.dmg.service.Call.$Properties;
            }

            /**
             * Properties of a Reply.
             * @deprecated Use dxos.dmg.service.Reply.$Properties instead.
             */
            interface IReply extends dxos.dmg.service.Reply.$Properties {
            }

            /** Represents a Reply. */
            class Reply {

                /**
                 * Constructs a new Reply.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.Reply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reply response. */
                response: Uint8Array;

                /** Reply failure. */
                failure?: (dxos.dmg.service.Failure.$Properties|null);

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link dxos.dmg.service.Reply.verify|verify} messages.
                 * @param m Reply message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.Reply.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Reply & dxos.dmg.service.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.Reply & dxos.dmg.service.Reply.$Shape;
            }

            namespace Reply {

                /** Properties of a Reply. */
                interface $Properties {

                    /** Reply response */
                    response?: (Uint8Array|null);

                    /** Reply failure */
                    failure?: (dxos.dmg.service.Failure.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Reply. */
                type $Shape = dxos.dmg.service.Reply.$Properties;
            }

            /**
             * Properties of a Failure.
             * @deprecated Use dxos.dmg.service.Failure.$Properties instead.
             */
            interface IFailure extends dxos.dmg.service.Failure.$Properties {
            }

            /** Represents a Failure. */
            class Failure {

                /**
                 * Constructs a new Failure.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.service.Failure.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Failure code. */
                code: string;

                /** Failure message. */
                message: string;

                /** Failure reason. */
                reason: string;

                /** Failure next. */
                next: string[];

                /**
                 * Encodes the specified Failure message. Does not implicitly {@link dxos.dmg.service.Failure.verify|verify} messages.
                 * @param m Failure message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.service.Failure.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Failure message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Failure & dxos.dmg.service.Failure.$Shape} Failure
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.service.Failure & dxos.dmg.service.Failure.$Shape;
            }

            namespace Failure {

                /** Properties of a Failure. */
                interface $Properties {

                    /** Failure code */
                    code?: (string|null);

                    /** Failure message */
                    message?: (string|null);

                    /** Failure reason */
                    reason?: (string|null);

                    /** Failure next */
                    next?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Failure. */
                type $Shape = dxos.dmg.service.Failure.$Properties;
            }
        }

        /**
         * Properties of a ManifestFile.
         * @deprecated Use dxos.dmg.ManifestFile.$Properties instead.
         */
        interface IManifestFile extends dxos.dmg.ManifestFile.$Properties {
        }

        /** Represents a ManifestFile. */
        class ManifestFile {

            /**
             * Constructs a new ManifestFile.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.ManifestFile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ManifestFile name. */
            name: string;

            /** ManifestFile files. */
            files: dxos.dmg.ManifestFile.$Properties[];

            /**
             * Encodes the specified ManifestFile message. Does not implicitly {@link dxos.dmg.ManifestFile.verify|verify} messages.
             * @param m ManifestFile message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.ManifestFile.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ManifestFile message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.ManifestFile & dxos.dmg.ManifestFile.$Shape} ManifestFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.ManifestFile & dxos.dmg.ManifestFile.$Shape;
        }

        namespace ManifestFile {

            /** Properties of a ManifestFile. */
            interface $Properties {

                /** ManifestFile name */
                name?: (string|null);

                /** ManifestFile files */
                files?: (dxos.dmg.ManifestFile.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ManifestFile. */
            type $Shape = dxos.dmg.ManifestFile.$Properties;
        }

        /**
         * Properties of a Function.
         * @deprecated Use dxos.dmg.Function.$Properties instead.
         */
        interface IFunction extends dxos.dmg.Function.$Properties {
        }

        /** Represents a Function. */
        class Function {

            /**
             * Constructs a new Function.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Function.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Function method. */
            method: string;

            /** Function entry. */
            entry: string;

            /**
             * Encodes the specified Function message. Does not implicitly {@link dxos.dmg.Function.verify|verify} messages.
             * @param m Function message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Function.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Function message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Function & dxos.dmg.Function.$Shape} Function
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Function & dxos.dmg.Function.$Shape;
        }

        namespace Function {

            /** Properties of a Function. */
            interface $Properties {

                /** Function method */
                method?: (string|null);

                /** Function entry */
                entry?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Function. */
            type $Shape = dxos.dmg.Function.$Properties;
        }

        /**
         * Properties of a FunctionEntry.
         * @deprecated Use dxos.dmg.FunctionEntry.$Properties instead.
         */
        interface IFunctionEntry extends dxos.dmg.FunctionEntry.$Properties {
        }

        /** Represents a FunctionEntry. */
        class FunctionEntry {

            /**
             * Constructs a new FunctionEntry.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.FunctionEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FunctionEntry key. */
            key: string;

            /** FunctionEntry value. */
            value?: (dxos.dmg.Function.$Properties|null);

            /**
             * Encodes the specified FunctionEntry message. Does not implicitly {@link dxos.dmg.FunctionEntry.verify|verify} messages.
             * @param m FunctionEntry message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.FunctionEntry.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FunctionEntry message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.FunctionEntry & dxos.dmg.FunctionEntry.$Shape} FunctionEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.FunctionEntry & dxos.dmg.FunctionEntry.$Shape;
        }

        namespace FunctionEntry {

            /** Properties of a FunctionEntry. */
            interface $Properties {

                /** FunctionEntry key */
                key?: (string|null);

                /** FunctionEntry value */
                value?: (dxos.dmg.Function.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FunctionEntry. */
            type $Shape = dxos.dmg.FunctionEntry.$Properties;
        }

        /**
         * Properties of a Manifest.
         * @deprecated Use dxos.dmg.Manifest.$Properties instead.
         */
        interface IManifest extends dxos.dmg.Manifest.$Properties {
        }

        /** Represents a Manifest. */
        class Manifest {

            /**
             * Constructs a new Manifest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Manifest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Manifest default. */
            default: string;

            /** Manifest files. */
            files: dxos.dmg.ManifestFile.$Properties[];

            /** Manifest exec. */
            exec: dxos.dmg.FunctionEntry.$Properties[];

            /**
             * Encodes the specified Manifest message. Does not implicitly {@link dxos.dmg.Manifest.verify|verify} messages.
             * @param m Manifest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Manifest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Manifest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Manifest & dxos.dmg.Manifest.$Shape} Manifest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Manifest & dxos.dmg.Manifest.$Shape;
        }

        namespace Manifest {

            /** Properties of a Manifest. */
            interface $Properties {

                /** Manifest default */
                "default"?: (string|null);

                /** Manifest files */
                files?: (dxos.dmg.ManifestFile.$Properties[]|null);

                /** Manifest exec */
                exec?: (dxos.dmg.FunctionEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Manifest. */
            type $Shape = dxos.dmg.Manifest.$Properties;
        }

        /**
         * Properties of a Webapp.
         * @deprecated Use dxos.dmg.Webapp.$Properties instead.
         */
        interface IWebapp extends dxos.dmg.Webapp.$Properties {
        }

        /** Represents a Webapp. */
        class Webapp {

            /**
             * Constructs a new Webapp.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Webapp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Webapp manifest. */
            manifest?: (dxos.dmg.Manifest.$Properties|null);

            /**
             * Encodes the specified Webapp message. Does not implicitly {@link dxos.dmg.Webapp.verify|verify} messages.
             * @param m Webapp message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Webapp.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Webapp message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Webapp & dxos.dmg.Webapp.$Shape} Webapp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Webapp & dxos.dmg.Webapp.$Shape;
        }

        namespace Webapp {

            /** Properties of a Webapp. */
            interface $Properties {

                /** Webapp manifest */
                manifest?: (dxos.dmg.Manifest.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Webapp. */
            type $Shape = dxos.dmg.Webapp.$Properties;
        }

        /**
         * Properties of a MountPayload.
         * @deprecated Use dxos.dmg.MountPayload.$Properties instead.
         */
        interface IMountPayload extends dxos.dmg.MountPayload.$Properties {
        }

        /** Represents a MountPayload. */
        class MountPayload {

            /**
             * Constructs a new MountPayload.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.MountPayload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MountPayload target. */
            target: string;

            /**
             * Encodes the specified MountPayload message. Does not implicitly {@link dxos.dmg.MountPayload.verify|verify} messages.
             * @param m MountPayload message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.MountPayload.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MountPayload message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.MountPayload & dxos.dmg.MountPayload.$Shape} MountPayload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.MountPayload & dxos.dmg.MountPayload.$Shape;
        }

        namespace MountPayload {

            /** Properties of a MountPayload. */
            interface $Properties {

                /** MountPayload target */
                target?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MountPayload. */
            type $Shape = dxos.dmg.MountPayload.$Properties;
        }

        /**
         * Properties of a RedirectPayload.
         * @deprecated Use dxos.dmg.RedirectPayload.$Properties instead.
         */
        interface IRedirectPayload extends dxos.dmg.RedirectPayload.$Properties {
        }

        /** Represents a RedirectPayload. */
        class RedirectPayload {

            /**
             * Constructs a new RedirectPayload.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.RedirectPayload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RedirectPayload to. */
            to: string;

            /** RedirectPayload status. */
            status: number;

            /**
             * Encodes the specified RedirectPayload message. Does not implicitly {@link dxos.dmg.RedirectPayload.verify|verify} messages.
             * @param m RedirectPayload message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.RedirectPayload.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RedirectPayload message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.RedirectPayload & dxos.dmg.RedirectPayload.$Shape} RedirectPayload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.RedirectPayload & dxos.dmg.RedirectPayload.$Shape;
        }

        namespace RedirectPayload {

            /** Properties of a RedirectPayload. */
            interface $Properties {

                /** RedirectPayload to */
                to?: (string|null);

                /** RedirectPayload status */
                status?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RedirectPayload. */
            type $Shape = dxos.dmg.RedirectPayload.$Properties;
        }

        /**
         * Properties of a Value.
         * @deprecated Use dxos.dmg.Value.$Properties instead.
         */
        interface IValue extends dxos.dmg.Value.$Properties {
        }

        /** Represents a Value. */
        class Value {

            /**
             * Constructs a new Value.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Value.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Value nullValue. */
            nullValue?: (number|null);

            /** Value numberValue. */
            numberValue?: (number|null);

            /** Value stringValue. */
            stringValue?: (string|null);

            /** Value boolValue. */
            boolValue?: (boolean|null);

            /** Value structValue. */
            structValue?: (dxos.dmg.Value.Struct.$Properties|null);

            /** Value listValue. */
            listValue?: (dxos.dmg.Value.List.$Properties|null);

            /** Value kind. */
            kind?: ("nullValue"|"numberValue"|"stringValue"|"boolValue"|"structValue"|"listValue");

            /**
             * Encodes the specified Value message. Does not implicitly {@link dxos.dmg.Value.verify|verify} messages.
             * @param m Value message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Value.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Value message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Value & dxos.dmg.Value.$Shape} Value
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Value & dxos.dmg.Value.$Shape;
        }

        namespace Value {

            /** Properties of a Value. */
            interface $Properties {

                /** Value nullValue */
                nullValue?: (number|null);

                /** Value numberValue */
                numberValue?: (number|null);

                /** Value stringValue */
                stringValue?: (string|null);

                /** Value boolValue */
                boolValue?: (boolean|null);

                /** Value structValue */
                structValue?: (dxos.dmg.Value.Struct.$Properties|null);

                /** Value listValue */
                listValue?: (dxos.dmg.Value.List.$Properties|null);

                /** Value kind */
                kind?: ("nullValue"|"numberValue"|"stringValue"|"boolValue"|"structValue"|"listValue");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Value. */
            type $Shape = {
              nullValue?: number|null;
              numberValue?: number|null;
              stringValue?: string|null;
              boolValue?: boolean|null;
              structValue?: dxos.dmg.Value.Struct.$Shape|null;
              listValue?: dxos.dmg.Value.List.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "nullValue"; nullValue: number; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "numberValue"; nullValue?: null; numberValue: number; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "stringValue"; nullValue?: null; numberValue?: null; stringValue: string; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "boolValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue: boolean; structValue?: null; listValue?: null }|{ kind?: "structValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue: dxos.dmg.Value.Struct.$Shape; listValue?: null }|{ kind?: "listValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue: dxos.dmg.Value.List.$Shape })
            );

            /**
             * Properties of a Field.
             * @deprecated Use dxos.dmg.Value.Field.$Properties instead.
             */
            interface IField extends dxos.dmg.Value.Field.$Properties {
            }

            /** Represents a Field. */
            class Field {

                /**
                 * Constructs a new Field.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.Value.Field.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Field key. */
                key: string;

                /** Field value. */
                value?: (dxos.dmg.Value.$Properties|null);

                /**
                 * Encodes the specified Field message. Does not implicitly {@link dxos.dmg.Value.Field.verify|verify} messages.
                 * @param m Field message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.Value.Field.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Field message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.Field & dxos.dmg.Value.Field.$Shape} Field
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Value.Field & dxos.dmg.Value.Field.$Shape;
            }

            namespace Field {

                /** Properties of a Field. */
                interface $Properties {

                    /** Field key */
                    key?: (string|null);

                    /** Field value */
                    value?: (dxos.dmg.Value.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Field. */
                type $Shape = {
                  key?: string|null;
                  value?: dxos.dmg.Value.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a Struct.
             * @deprecated Use dxos.dmg.Value.Struct.$Properties instead.
             */
            interface IStruct extends dxos.dmg.Value.Struct.$Properties {
            }

            /** Represents a Struct. */
            class Struct {

                /**
                 * Constructs a new Struct.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.Value.Struct.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Struct fields. */
                fields: dxos.dmg.Value.Field.$Properties[];

                /**
                 * Encodes the specified Struct message. Does not implicitly {@link dxos.dmg.Value.Struct.verify|verify} messages.
                 * @param m Struct message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.Value.Struct.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Struct message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.Struct & dxos.dmg.Value.Struct.$Shape} Struct
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Value.Struct & dxos.dmg.Value.Struct.$Shape;
            }

            namespace Struct {

                /** Properties of a Struct. */
                interface $Properties {

                    /** Struct fields */
                    fields?: (dxos.dmg.Value.Field.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Struct. */
                type $Shape = {
                  fields?: dxos.dmg.Value.Field.$Shape[]|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a List.
             * @deprecated Use dxos.dmg.Value.List.$Properties instead.
             */
            interface IList extends dxos.dmg.Value.List.$Properties {
            }

            /** Represents a List. */
            class List {

                /**
                 * Constructs a new List.
                 * @param [p] Properties to set
                 */
                constructor(p?: dxos.dmg.Value.List.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** List values. */
                values: dxos.dmg.Value.$Properties[];

                /**
                 * Encodes the specified List message. Does not implicitly {@link dxos.dmg.Value.List.verify|verify} messages.
                 * @param m List message or plain object to encode
                 * @param [w] Writer to encode to
                 * @returns Writer
                 */
                static encode(m: dxos.dmg.Value.List.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a List message from the specified reader or buffer.
                 * @param r Reader or buffer to decode from
                 * @param [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.List & dxos.dmg.Value.List.$Shape} List
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Value.List & dxos.dmg.Value.List.$Shape;
            }

            namespace List {

                /** Properties of a List. */
                interface $Properties {

                    /** List values */
                    values?: (dxos.dmg.Value.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a List. */
                type $Shape = {
                  values?: dxos.dmg.Value.$Shape[]|null;
                  $unknowns?: Uint8Array[];
                };
            }
        }

        /**
         * Properties of a Document.
         * @deprecated Use dxos.dmg.Document.$Properties instead.
         */
        interface IDocument extends dxos.dmg.Document.$Properties {
        }

        /** Represents a Document. */
        class Document {

            /**
             * Constructs a new Document.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Document.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Document body. */
            body?: (dxos.dmg.Value.$Properties|null);

            /**
             * Encodes the specified Document message. Does not implicitly {@link dxos.dmg.Document.verify|verify} messages.
             * @param m Document message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Document.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Document message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Document & dxos.dmg.Document.$Shape} Document
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Document & dxos.dmg.Document.$Shape;
        }

        namespace Document {

            /** Properties of a Document. */
            interface $Properties {

                /** Document body */
                body?: (dxos.dmg.Value.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Document. */
            type $Shape = {
              body?: dxos.dmg.Value.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a File.
         * @deprecated Use dxos.dmg.File.$Properties instead.
         */
        interface IFile extends dxos.dmg.File.$Properties {
        }

        /** Represents a File. */
        class File {

            /**
             * Constructs a new File.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.File.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** File source. */
            source: string;

            /** File mediaType. */
            mediaType: string;

            /**
             * Encodes the specified File message. Does not implicitly {@link dxos.dmg.File.verify|verify} messages.
             * @param m File message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.File.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a File message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.File & dxos.dmg.File.$Shape} File
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.File & dxos.dmg.File.$Shape;
        }

        namespace File {

            /** Properties of a File. */
            interface $Properties {

                /** File source */
                source?: (string|null);

                /** File mediaType */
                mediaType?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a File. */
            type $Shape = dxos.dmg.File.$Properties;
        }

        /**
         * Properties of a Service.
         * @deprecated Use dxos.dmg.Service.$Properties instead.
         */
        interface IService extends dxos.dmg.Service.$Properties {
        }

        /** Represents a Service. */
        class Service {

            /**
             * Constructs a new Service.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Service.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Service addresses. */
            addresses: string[];

            /** Service health. */
            health: string;

            /**
             * Encodes the specified Service message. Does not implicitly {@link dxos.dmg.Service.verify|verify} messages.
             * @param m Service message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Service.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Service message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Service & dxos.dmg.Service.$Shape} Service
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Service & dxos.dmg.Service.$Shape;
        }

        namespace Service {

            /** Properties of a Service. */
            interface $Properties {

                /** Service addresses */
                addresses?: (string[]|null);

                /** Service health */
                health?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Service. */
            type $Shape = dxos.dmg.Service.$Properties;
        }

        /**
         * Properties of a Schema.
         * @deprecated Use dxos.dmg.Schema.$Properties instead.
         */
        interface ISchema extends dxos.dmg.Schema.$Properties {
        }

        /** Represents a Schema. */
        class Schema {

            /**
             * Constructs a new Schema.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.dmg.Schema.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Schema message. */
            message: string;

            /** Schema descriptorSet. */
            descriptorSet: Uint8Array;

            /** Schema source. */
            source: string;

            /**
             * Encodes the specified Schema message. Does not implicitly {@link dxos.dmg.Schema.verify|verify} messages.
             * @param m Schema message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.dmg.Schema.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Schema message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.dmg.Schema & dxos.dmg.Schema.$Shape} Schema
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.dmg.Schema & dxos.dmg.Schema.$Shape;
        }

        namespace Schema {

            /** Properties of a Schema. */
            interface $Properties {

                /** Schema message */
                message?: (string|null);

                /** Schema descriptorSet */
                descriptorSet?: (Uint8Array|null);

                /** Schema source */
                source?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Schema. */
            type $Shape = dxos.dmg.Schema.$Properties;
        }
    }

    /** Namespace kube. */
    namespace kube {

        /**
         * Properties of a HybridTime.
         * @deprecated Use dxos.kube.HybridTime.$Properties instead.
         */
        interface IHybridTime extends dxos.kube.HybridTime.$Properties {
        }

        /** Represents a HybridTime. */
        class HybridTime {

            /**
             * Constructs a new HybridTime.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.HybridTime.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HybridTime wallMs. */
            wallMs: number;

            /** HybridTime counter. */
            counter: number;

            /**
             * Encodes the specified HybridTime message. Does not implicitly {@link dxos.kube.HybridTime.verify|verify} messages.
             * @param m HybridTime message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.HybridTime.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HybridTime message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.HybridTime & dxos.kube.HybridTime.$Shape} HybridTime
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.HybridTime & dxos.kube.HybridTime.$Shape;
        }

        namespace HybridTime {

            /** Properties of a HybridTime. */
            interface $Properties {

                /** HybridTime wallMs */
                wallMs?: (number|null);

                /** HybridTime counter */
                counter?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HybridTime. */
            type $Shape = dxos.kube.HybridTime.$Properties;
        }

        /**
         * Properties of a RefUpdate.
         * @deprecated Use dxos.kube.RefUpdate.$Properties instead.
         */
        interface IRefUpdate extends dxos.kube.RefUpdate.$Properties {
        }

        /** Represents a RefUpdate. */
        class RefUpdate {

            /**
             * Constructs a new RefUpdate.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.RefUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RefUpdate ref. */
            ref: string;

            /** RefUpdate old. */
            old: Uint8Array;

            /** RefUpdate new. */
            new: Uint8Array;

            /**
             * Encodes the specified RefUpdate message. Does not implicitly {@link dxos.kube.RefUpdate.verify|verify} messages.
             * @param m RefUpdate message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.RefUpdate.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RefUpdate message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.RefUpdate & dxos.kube.RefUpdate.$Shape} RefUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.RefUpdate & dxos.kube.RefUpdate.$Shape;
        }

        namespace RefUpdate {

            /** Properties of a RefUpdate. */
            interface $Properties {

                /** RefUpdate ref */
                ref?: (string|null);

                /** RefUpdate old */
                old?: (Uint8Array|null);

                /** RefUpdate new */
                "new"?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RefUpdate. */
            type $Shape = dxos.kube.RefUpdate.$Properties;
        }

        /**
         * Properties of a Dependency.
         * @deprecated Use dxos.kube.Dependency.$Properties instead.
         */
        interface IDependency extends dxos.kube.Dependency.$Properties {
        }

        /** Represents a Dependency. */
        class Dependency {

            /**
             * Constructs a new Dependency.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Dependency.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Dependency chain. */
            chain: string;

            /** Dependency sequence. */
            sequence: number;

            /** Dependency id. */
            id: Uint8Array;

            /**
             * Encodes the specified Dependency message. Does not implicitly {@link dxos.kube.Dependency.verify|verify} messages.
             * @param m Dependency message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Dependency.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Dependency message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Dependency & dxos.kube.Dependency.$Shape} Dependency
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Dependency & dxos.kube.Dependency.$Shape;
        }

        namespace Dependency {

            /** Properties of a Dependency. */
            interface $Properties {

                /** Dependency chain */
                chain?: (string|null);

                /** Dependency sequence */
                sequence?: (number|null);

                /** Dependency id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Dependency. */
            type $Shape = dxos.kube.Dependency.$Properties;
        }

        /**
         * Properties of an AccountStatement.
         * @deprecated Use dxos.kube.AccountStatement.$Properties instead.
         */
        interface IAccountStatement extends dxos.kube.AccountStatement.$Properties {
        }

        /** Represents an AccountStatement. */
        class AccountStatement {

            /**
             * Constructs a new AccountStatement.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.AccountStatement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountStatement subnet. */
            subnet: Uint8Array;

            /** AccountStatement chain. */
            chain: string;

            /** AccountStatement sequence. */
            sequence: number;

            /** AccountStatement nonce. */
            nonce: Uint8Array;

            /** AccountStatement updates. */
            updates: dxos.kube.RefUpdate.$Properties[];

            /**
             * Encodes the specified AccountStatement message. Does not implicitly {@link dxos.kube.AccountStatement.verify|verify} messages.
             * @param m AccountStatement message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.AccountStatement.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountStatement message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.AccountStatement & dxos.kube.AccountStatement.$Shape} AccountStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.AccountStatement & dxos.kube.AccountStatement.$Shape;
        }

        namespace AccountStatement {

            /** Properties of an AccountStatement. */
            interface $Properties {

                /** AccountStatement subnet */
                subnet?: (Uint8Array|null);

                /** AccountStatement chain */
                chain?: (string|null);

                /** AccountStatement sequence */
                sequence?: (number|null);

                /** AccountStatement nonce */
                nonce?: (Uint8Array|null);

                /** AccountStatement updates */
                updates?: (dxos.kube.RefUpdate.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountStatement. */
            type $Shape = dxos.kube.AccountStatement.$Properties;
        }

        /**
         * Properties of an AccountSignature.
         * @deprecated Use dxos.kube.AccountSignature.$Properties instead.
         */
        interface IAccountSignature extends dxos.kube.AccountSignature.$Properties {
        }

        /** Represents an AccountSignature. */
        class AccountSignature {

            /**
             * Constructs a new AccountSignature.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.AccountSignature.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountSignature publicKey. */
            publicKey: Uint8Array;

            /** AccountSignature sequence. */
            sequence: number;

            /** AccountSignature nonce. */
            nonce: Uint8Array;

            /** AccountSignature signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified AccountSignature message. Does not implicitly {@link dxos.kube.AccountSignature.verify|verify} messages.
             * @param m AccountSignature message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.AccountSignature.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountSignature message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.AccountSignature & dxos.kube.AccountSignature.$Shape} AccountSignature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.AccountSignature & dxos.kube.AccountSignature.$Shape;
        }

        namespace AccountSignature {

            /** Properties of an AccountSignature. */
            interface $Properties {

                /** AccountSignature publicKey */
                publicKey?: (Uint8Array|null);

                /** AccountSignature sequence */
                sequence?: (number|null);

                /** AccountSignature nonce */
                nonce?: (Uint8Array|null);

                /** AccountSignature signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountSignature. */
            type $Shape = dxos.kube.AccountSignature.$Properties;
        }

        /**
         * Properties of a Changeset.
         * @deprecated Use dxos.kube.Changeset.$Properties instead.
         */
        interface IChangeset extends dxos.kube.Changeset.$Properties {
        }

        /** Represents a Changeset. */
        class Changeset {

            /**
             * Constructs a new Changeset.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Changeset.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Changeset rules. */
            rules: number;

            /** Changeset subnet. */
            subnet: Uint8Array;

            /** Changeset chain. */
            chain: string;

            /** Changeset sequence. */
            sequence: number;

            /** Changeset time. */
            time?: (dxos.kube.HybridTime.$Properties|null);

            /** Changeset publishedMs. */
            publishedMs: number;

            /** Changeset parent. */
            parent: Uint8Array;

            /** Changeset deps. */
            deps: dxos.kube.Dependency.$Properties[];

            /** Changeset updates. */
            updates: dxos.kube.RefUpdate.$Properties[];

            /** Changeset account. */
            account?: (dxos.kube.AccountSignature.$Properties|null);

            /** Changeset credentials. */
            credentials: string[];

            /** Changeset message. */
            message: string;

            /** Changeset term. */
            term: number;

            /**
             * Encodes the specified Changeset message. Does not implicitly {@link dxos.kube.Changeset.verify|verify} messages.
             * @param m Changeset message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Changeset.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Changeset message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Changeset & dxos.kube.Changeset.$Shape} Changeset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Changeset & dxos.kube.Changeset.$Shape;
        }

        namespace Changeset {

            /** Properties of a Changeset. */
            interface $Properties {

                /** Changeset rules */
                rules?: (number|null);

                /** Changeset subnet */
                subnet?: (Uint8Array|null);

                /** Changeset chain */
                chain?: (string|null);

                /** Changeset sequence */
                sequence?: (number|null);

                /** Changeset time */
                time?: (dxos.kube.HybridTime.$Properties|null);

                /** Changeset publishedMs */
                publishedMs?: (number|null);

                /** Changeset parent */
                parent?: (Uint8Array|null);

                /** Changeset deps */
                deps?: (dxos.kube.Dependency.$Properties[]|null);

                /** Changeset updates */
                updates?: (dxos.kube.RefUpdate.$Properties[]|null);

                /** Changeset account */
                account?: (dxos.kube.AccountSignature.$Properties|null);

                /** Changeset credentials */
                credentials?: (string[]|null);

                /** Changeset message */
                message?: (string|null);

                /** Changeset term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Changeset. */
            type $Shape = dxos.kube.Changeset.$Properties;
        }

        /** ObjectType enum. */
        enum ObjectType {

            /** OBJECT_TYPE_UNSPECIFIED value */
            OBJECT_TYPE_UNSPECIFIED = 0,

            /** OBJECT_TYPE_COMMIT value */
            OBJECT_TYPE_COMMIT = 1,

            /** OBJECT_TYPE_TREE value */
            OBJECT_TYPE_TREE = 2,

            /** OBJECT_TYPE_BLOB value */
            OBJECT_TYPE_BLOB = 3,

            /** OBJECT_TYPE_TAG value */
            OBJECT_TYPE_TAG = 4
        }

        /**
         * Properties of a ListedObject.
         * @deprecated Use dxos.kube.ListedObject.$Properties instead.
         */
        interface IListedObject extends dxos.kube.ListedObject.$Properties {
        }

        /** Represents a ListedObject. */
        class ListedObject {

            /**
             * Constructs a new ListedObject.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ListedObject.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListedObject id. */
            id: Uint8Array;

            /** ListedObject sha256. */
            sha256: Uint8Array;

            /** ListedObject type. */
            type: dxos.kube.ObjectType;

            /** ListedObject size. */
            size: number;

            /**
             * Encodes the specified ListedObject message. Does not implicitly {@link dxos.kube.ListedObject.verify|verify} messages.
             * @param m ListedObject message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ListedObject.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListedObject message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ListedObject & dxos.kube.ListedObject.$Shape} ListedObject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ListedObject & dxos.kube.ListedObject.$Shape;
        }

        namespace ListedObject {

            /** Properties of a ListedObject. */
            interface $Properties {

                /** ListedObject id */
                id?: (Uint8Array|null);

                /** ListedObject sha256 */
                sha256?: (Uint8Array|null);

                /** ListedObject type */
                type?: (dxos.kube.ObjectType|null);

                /** ListedObject size */
                size?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListedObject. */
            type $Shape = dxos.kube.ListedObject.$Properties;
        }

        /**
         * Properties of an ObjectList.
         * @deprecated Use dxos.kube.ObjectList.$Properties instead.
         */
        interface IObjectList extends dxos.kube.ObjectList.$Properties {
        }

        /** Represents an ObjectList. */
        class ObjectList {

            /**
             * Constructs a new ObjectList.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ObjectList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ObjectList objects. */
            objects: dxos.kube.ListedObject.$Properties[];

            /**
             * Encodes the specified ObjectList message. Does not implicitly {@link dxos.kube.ObjectList.verify|verify} messages.
             * @param m ObjectList message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ObjectList.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ObjectList message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ObjectList & dxos.kube.ObjectList.$Shape} ObjectList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ObjectList & dxos.kube.ObjectList.$Shape;
        }

        namespace ObjectList {

            /** Properties of an ObjectList. */
            interface $Properties {

                /** ObjectList objects */
                objects?: (dxos.kube.ListedObject.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ObjectList. */
            type $Shape = dxos.kube.ObjectList.$Properties;
        }

        /**
         * Properties of a Checkpoint.
         * @deprecated Use dxos.kube.Checkpoint.$Properties instead.
         */
        interface ICheckpoint extends dxos.kube.Checkpoint.$Properties {
        }

        /** Represents a Checkpoint. */
        class Checkpoint {

            /**
             * Constructs a new Checkpoint.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Checkpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Checkpoint rules. */
            rules: number;

            /** Checkpoint subnet. */
            subnet: Uint8Array;

            /** Checkpoint position. */
            position: number;

            /** Checkpoint heads. */
            heads: dxos.kube.Dependency.$Properties[];

            /** Checkpoint digest. */
            digest: Uint8Array;

            /** Checkpoint madeMs. */
            madeMs: number;

            /** Checkpoint admins. */
            admins: number;

            /** Checkpoint entries. */
            entries: dxos.kube.ListedObject.$Properties[];

            /** Checkpoint objects. */
            objects: dxos.kube.ListedObject.$Properties[];

            /** Checkpoint keys. */
            keys: dxos.kube.CheckpointKeys.$Properties[];

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link dxos.kube.Checkpoint.verify|verify} messages.
             * @param m Checkpoint message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Checkpoint.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Checkpoint & dxos.kube.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Checkpoint & dxos.kube.Checkpoint.$Shape;
        }

        namespace Checkpoint {

            /** Properties of a Checkpoint. */
            interface $Properties {

                /** Checkpoint rules */
                rules?: (number|null);

                /** Checkpoint subnet */
                subnet?: (Uint8Array|null);

                /** Checkpoint position */
                position?: (number|null);

                /** Checkpoint heads */
                heads?: (dxos.kube.Dependency.$Properties[]|null);

                /** Checkpoint digest */
                digest?: (Uint8Array|null);

                /** Checkpoint madeMs */
                madeMs?: (number|null);

                /** Checkpoint admins */
                admins?: (number|null);

                /** Checkpoint entries */
                entries?: (dxos.kube.ListedObject.$Properties[]|null);

                /** Checkpoint objects */
                objects?: (dxos.kube.ListedObject.$Properties[]|null);

                /** Checkpoint keys */
                keys?: (dxos.kube.CheckpointKeys.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Checkpoint. */
            type $Shape = dxos.kube.Checkpoint.$Properties;
        }

        /**
         * Properties of a CheckpointPart.
         * @deprecated Use dxos.kube.CheckpointPart.$Properties instead.
         */
        interface ICheckpointPart extends dxos.kube.CheckpointPart.$Properties {
        }

        /** Represents a CheckpointPart. */
        class CheckpointPart {

            /**
             * Constructs a new CheckpointPart.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointPart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointPart first. */
            first: number;

            /** CheckpointPart chains. */
            chains: string[];

            /** CheckpointPart refs. */
            refs: string[];

            /** CheckpointPart messages. */
            messages: string[];

            /** CheckpointPart ids. */
            ids: Uint8Array;

            /** CheckpointPart sha256. */
            sha256: Uint8Array;

            /** CheckpointPart chain. */
            chain: number[];

            /** CheckpointPart message. */
            message: number[];

            /** CheckpointPart sequence. */
            sequence: number[];

            /** CheckpointPart rules. */
            rules: number[];

            /** CheckpointPart wallMs. */
            wallMs: number[];

            /** CheckpointPart counter. */
            counter: number[];

            /** CheckpointPart publishedMs. */
            publishedMs: number[];

            /** CheckpointPart parent. */
            parent: number[];

            /** CheckpointPart depsCount. */
            depsCount: number[];

            /** CheckpointPart deps. */
            deps: number[];

            /** CheckpointPart updatesCount. */
            updatesCount: number[];

            /** CheckpointPart updateRef. */
            updateRef: number[];

            /** CheckpointPart old. */
            old: Uint8Array;

            /** CheckpointPart new. */
            new: Uint8Array;

            /** CheckpointPart details. */
            details: dxos.kube.CheckpointDetail.$Properties[];

            /**
             * Encodes the specified CheckpointPart message. Does not implicitly {@link dxos.kube.CheckpointPart.verify|verify} messages.
             * @param m CheckpointPart message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointPart.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointPart message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointPart & dxos.kube.CheckpointPart.$Shape} CheckpointPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointPart & dxos.kube.CheckpointPart.$Shape;
        }

        namespace CheckpointPart {

            /** Properties of a CheckpointPart. */
            interface $Properties {

                /** CheckpointPart first */
                first?: (number|null);

                /** CheckpointPart chains */
                chains?: (string[]|null);

                /** CheckpointPart refs */
                refs?: (string[]|null);

                /** CheckpointPart messages */
                messages?: (string[]|null);

                /** CheckpointPart ids */
                ids?: (Uint8Array|null);

                /** CheckpointPart sha256 */
                sha256?: (Uint8Array|null);

                /** CheckpointPart chain */
                chain?: (number[]|null);

                /** CheckpointPart message */
                message?: (number[]|null);

                /** CheckpointPart sequence */
                sequence?: (number[]|null);

                /** CheckpointPart rules */
                rules?: (number[]|null);

                /** CheckpointPart wallMs */
                wallMs?: (number[]|null);

                /** CheckpointPart counter */
                counter?: (number[]|null);

                /** CheckpointPart publishedMs */
                publishedMs?: (number[]|null);

                /** CheckpointPart parent */
                parent?: (number[]|null);

                /** CheckpointPart depsCount */
                depsCount?: (number[]|null);

                /** CheckpointPart deps */
                deps?: (number[]|null);

                /** CheckpointPart updatesCount */
                updatesCount?: (number[]|null);

                /** CheckpointPart updateRef */
                updateRef?: (number[]|null);

                /** CheckpointPart old */
                old?: (Uint8Array|null);

                /** CheckpointPart new */
                "new"?: (Uint8Array|null);

                /** CheckpointPart details */
                details?: (dxos.kube.CheckpointDetail.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointPart. */
            type $Shape = dxos.kube.CheckpointPart.$Properties;
        }

        /**
         * Properties of a CheckpointDetail.
         * @deprecated Use dxos.kube.CheckpointDetail.$Properties instead.
         */
        interface ICheckpointDetail extends dxos.kube.CheckpointDetail.$Properties {
        }

        /** Represents a CheckpointDetail. */
        class CheckpointDetail {

            /**
             * Constructs a new CheckpointDetail.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointDetail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointDetail at. */
            at: number;

            /** CheckpointDetail credentials. */
            credentials: string[];

            /** CheckpointDetail account. */
            account?: (dxos.kube.CheckpointAccount.$Properties|null);

            /** CheckpointDetail facts. */
            facts?: (dxos.kube.CheckpointFacts.$Properties|null);

            /** CheckpointDetail claim. */
            claim?: (dxos.kube.CheckpointClaim.$Properties|null);

            /** CheckpointDetail term. */
            term: number;

            /**
             * Encodes the specified CheckpointDetail message. Does not implicitly {@link dxos.kube.CheckpointDetail.verify|verify} messages.
             * @param m CheckpointDetail message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointDetail.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointDetail message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointDetail & dxos.kube.CheckpointDetail.$Shape} CheckpointDetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointDetail & dxos.kube.CheckpointDetail.$Shape;
        }

        namespace CheckpointDetail {

            /** Properties of a CheckpointDetail. */
            interface $Properties {

                /** CheckpointDetail at */
                at?: (number|null);

                /** CheckpointDetail credentials */
                credentials?: (string[]|null);

                /** CheckpointDetail account */
                account?: (dxos.kube.CheckpointAccount.$Properties|null);

                /** CheckpointDetail facts */
                facts?: (dxos.kube.CheckpointFacts.$Properties|null);

                /** CheckpointDetail claim */
                claim?: (dxos.kube.CheckpointClaim.$Properties|null);

                /** CheckpointDetail term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointDetail. */
            type $Shape = dxos.kube.CheckpointDetail.$Properties;
        }

        /**
         * Properties of a CheckpointAccount.
         * @deprecated Use dxos.kube.CheckpointAccount.$Properties instead.
         */
        interface ICheckpointAccount extends dxos.kube.CheckpointAccount.$Properties {
        }

        /** Represents a CheckpointAccount. */
        class CheckpointAccount {

            /**
             * Constructs a new CheckpointAccount.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointAccount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointAccount subject. */
            subject: string;

            /** CheckpointAccount sequence. */
            sequence: number;

            /** CheckpointAccount nonce. */
            nonce: Uint8Array;

            /**
             * Encodes the specified CheckpointAccount message. Does not implicitly {@link dxos.kube.CheckpointAccount.verify|verify} messages.
             * @param m CheckpointAccount message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointAccount.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointAccount message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointAccount & dxos.kube.CheckpointAccount.$Shape} CheckpointAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointAccount & dxos.kube.CheckpointAccount.$Shape;
        }

        namespace CheckpointAccount {

            /** Properties of a CheckpointAccount. */
            interface $Properties {

                /** CheckpointAccount subject */
                subject?: (string|null);

                /** CheckpointAccount sequence */
                sequence?: (number|null);

                /** CheckpointAccount nonce */
                nonce?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointAccount. */
            type $Shape = dxos.kube.CheckpointAccount.$Properties;
        }

        /**
         * Properties of a CheckpointClaim.
         * @deprecated Use dxos.kube.CheckpointClaim.$Properties instead.
         */
        interface ICheckpointClaim extends dxos.kube.CheckpointClaim.$Properties {
        }

        /** Represents a CheckpointClaim. */
        class CheckpointClaim {

            /**
             * Constructs a new CheckpointClaim.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointClaim.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointClaim deps. */
            deps: dxos.kube.Dependency.$Properties[];

            /** CheckpointClaim parentSha256. */
            parentSha256: Uint8Array;

            /**
             * Encodes the specified CheckpointClaim message. Does not implicitly {@link dxos.kube.CheckpointClaim.verify|verify} messages.
             * @param m CheckpointClaim message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointClaim.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointClaim message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointClaim & dxos.kube.CheckpointClaim.$Shape} CheckpointClaim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointClaim & dxos.kube.CheckpointClaim.$Shape;
        }

        namespace CheckpointClaim {

            /** Properties of a CheckpointClaim. */
            interface $Properties {

                /** CheckpointClaim deps */
                deps?: (dxos.kube.Dependency.$Properties[]|null);

                /** CheckpointClaim parentSha256 */
                parentSha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointClaim. */
            type $Shape = dxos.kube.CheckpointClaim.$Properties;
        }

        /**
         * Properties of a CheckpointFacts.
         * @deprecated Use dxos.kube.CheckpointFacts.$Properties instead.
         */
        interface ICheckpointFacts extends dxos.kube.CheckpointFacts.$Properties {
        }

        /** Represents a CheckpointFacts. */
        class CheckpointFacts {

            /**
             * Constructs a new CheckpointFacts.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointFacts grants. */
            grants: dxos.kube.CheckpointGrant.$Properties[];

            /** CheckpointFacts revocations. */
            revocations: dxos.kube.CheckpointRevocation.$Properties[];

            /** CheckpointFacts rules. */
            rules: dxos.kube.CheckpointRules.$Properties[];

            /** CheckpointFacts orders. */
            orders: dxos.kube.CheckpointOrder.$Properties[];

            /** CheckpointFacts raises. */
            raises: number;

            /**
             * Encodes the specified CheckpointFacts message. Does not implicitly {@link dxos.kube.CheckpointFacts.verify|verify} messages.
             * @param m CheckpointFacts message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointFacts.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointFacts message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointFacts & dxos.kube.CheckpointFacts.$Shape} CheckpointFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointFacts & dxos.kube.CheckpointFacts.$Shape;
        }

        namespace CheckpointFacts {

            /** Properties of a CheckpointFacts. */
            interface $Properties {

                /** CheckpointFacts grants */
                grants?: (dxos.kube.CheckpointGrant.$Properties[]|null);

                /** CheckpointFacts revocations */
                revocations?: (dxos.kube.CheckpointRevocation.$Properties[]|null);

                /** CheckpointFacts rules */
                rules?: (dxos.kube.CheckpointRules.$Properties[]|null);

                /** CheckpointFacts orders */
                orders?: (dxos.kube.CheckpointOrder.$Properties[]|null);

                /** CheckpointFacts raises */
                raises?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointFacts. */
            type $Shape = dxos.kube.CheckpointFacts.$Properties;
        }

        /**
         * Properties of a CheckpointOrder.
         * @deprecated Use dxos.kube.CheckpointOrder.$Properties instead.
         */
        interface ICheckpointOrder extends dxos.kube.CheckpointOrder.$Properties {
        }

        /** Represents a CheckpointOrder. */
        class CheckpointOrder {

            /**
             * Constructs a new CheckpointOrder.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointOrder ref. */
            ref: string;

            /** CheckpointOrder order. */
            order: string;

            /**
             * Encodes the specified CheckpointOrder message. Does not implicitly {@link dxos.kube.CheckpointOrder.verify|verify} messages.
             * @param m CheckpointOrder message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointOrder.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointOrder message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointOrder & dxos.kube.CheckpointOrder.$Shape} CheckpointOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointOrder & dxos.kube.CheckpointOrder.$Shape;
        }

        namespace CheckpointOrder {

            /** Properties of a CheckpointOrder. */
            interface $Properties {

                /** CheckpointOrder ref */
                ref?: (string|null);

                /** CheckpointOrder order */
                order?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointOrder. */
            type $Shape = dxos.kube.CheckpointOrder.$Properties;
        }

        /**
         * Properties of a CheckpointGrant.
         * @deprecated Use dxos.kube.CheckpointGrant.$Properties instead.
         */
        interface ICheckpointGrant extends dxos.kube.CheckpointGrant.$Properties {
        }

        /** Represents a CheckpointGrant. */
        class CheckpointGrant {

            /**
             * Constructs a new CheckpointGrant.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointGrant.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointGrant id. */
            id: string;

            /** CheckpointGrant issuer. */
            issuer: string;

            /** CheckpointGrant subject. */
            subject: string;

            /** CheckpointGrant role. */
            role: string;

            /** CheckpointGrant scope. */
            scope: string;

            /**
             * Encodes the specified CheckpointGrant message. Does not implicitly {@link dxos.kube.CheckpointGrant.verify|verify} messages.
             * @param m CheckpointGrant message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointGrant.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointGrant message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointGrant & dxos.kube.CheckpointGrant.$Shape} CheckpointGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointGrant & dxos.kube.CheckpointGrant.$Shape;
        }

        namespace CheckpointGrant {

            /** Properties of a CheckpointGrant. */
            interface $Properties {

                /** CheckpointGrant id */
                id?: (string|null);

                /** CheckpointGrant issuer */
                issuer?: (string|null);

                /** CheckpointGrant subject */
                subject?: (string|null);

                /** CheckpointGrant role */
                role?: (string|null);

                /** CheckpointGrant scope */
                scope?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointGrant. */
            type $Shape = dxos.kube.CheckpointGrant.$Properties;
        }

        /**
         * Properties of a CheckpointRevocation.
         * @deprecated Use dxos.kube.CheckpointRevocation.$Properties instead.
         */
        interface ICheckpointRevocation extends dxos.kube.CheckpointRevocation.$Properties {
        }

        /** Represents a CheckpointRevocation. */
        class CheckpointRevocation {

            /**
             * Constructs a new CheckpointRevocation.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointRevocation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointRevocation credential. */
            credential: string;

            /** CheckpointRevocation key. */
            key: string;

            /** CheckpointRevocation cut. */
            cut: dxos.kube.Dependency.$Properties[];

            /**
             * Encodes the specified CheckpointRevocation message. Does not implicitly {@link dxos.kube.CheckpointRevocation.verify|verify} messages.
             * @param m CheckpointRevocation message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointRevocation.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointRevocation message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRevocation & dxos.kube.CheckpointRevocation.$Shape} CheckpointRevocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointRevocation & dxos.kube.CheckpointRevocation.$Shape;
        }

        namespace CheckpointRevocation {

            /** Properties of a CheckpointRevocation. */
            interface $Properties {

                /** CheckpointRevocation credential */
                credential?: (string|null);

                /** CheckpointRevocation key */
                key?: (string|null);

                /** CheckpointRevocation cut */
                cut?: (dxos.kube.Dependency.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointRevocation. */
            type $Shape = dxos.kube.CheckpointRevocation.$Properties;
        }

        /**
         * Properties of a CheckpointRules.
         * @deprecated Use dxos.kube.CheckpointRules.$Properties instead.
         */
        interface ICheckpointRules extends dxos.kube.CheckpointRules.$Properties {
        }

        /** Represents a CheckpointRules. */
        class CheckpointRules {

            /**
             * Constructs a new CheckpointRules.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointRules.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointRules ref. */
            ref: string;

            /** CheckpointRules rules. */
            rules: dxos.kube.CheckpointRule.$Properties[];

            /**
             * Encodes the specified CheckpointRules message. Does not implicitly {@link dxos.kube.CheckpointRules.verify|verify} messages.
             * @param m CheckpointRules message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointRules.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointRules message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRules & dxos.kube.CheckpointRules.$Shape} CheckpointRules
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointRules & dxos.kube.CheckpointRules.$Shape;
        }

        namespace CheckpointRules {

            /** Properties of a CheckpointRules. */
            interface $Properties {

                /** CheckpointRules ref */
                ref?: (string|null);

                /** CheckpointRules rules */
                rules?: (dxos.kube.CheckpointRule.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointRules. */
            type $Shape = dxos.kube.CheckpointRules.$Properties;
        }

        /**
         * Properties of a CheckpointRule.
         * @deprecated Use dxos.kube.CheckpointRule.$Properties instead.
         */
        interface ICheckpointRule extends dxos.kube.CheckpointRule.$Properties {
        }

        /** Represents a CheckpointRule. */
        class CheckpointRule {

            /**
             * Constructs a new CheckpointRule.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointRule.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointRule name. */
            name: string;

            /** CheckpointRule from. */
            from?: (dxos.kube.CheckpointKeyFile.$Properties|null);

            /** CheckpointRule restricted. */
            restricted: boolean;

            /** CheckpointRule only. */
            only: string[];

            /**
             * Encodes the specified CheckpointRule message. Does not implicitly {@link dxos.kube.CheckpointRule.verify|verify} messages.
             * @param m CheckpointRule message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointRule.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointRule message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRule & dxos.kube.CheckpointRule.$Shape} CheckpointRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointRule & dxos.kube.CheckpointRule.$Shape;
        }

        namespace CheckpointRule {

            /** Properties of a CheckpointRule. */
            interface $Properties {

                /** CheckpointRule name */
                name?: (string|null);

                /** CheckpointRule from */
                from?: (dxos.kube.CheckpointKeyFile.$Properties|null);

                /** CheckpointRule restricted */
                restricted?: (boolean|null);

                /** CheckpointRule only */
                only?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointRule. */
            type $Shape = dxos.kube.CheckpointRule.$Properties;
        }

        /**
         * Properties of a CheckpointKeyFile.
         * @deprecated Use dxos.kube.CheckpointKeyFile.$Properties instead.
         */
        interface ICheckpointKeyFile extends dxos.kube.CheckpointKeyFile.$Properties {
        }

        /** Represents a CheckpointKeyFile. */
        class CheckpointKeyFile {

            /**
             * Constructs a new CheckpointKeyFile.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointKeyFile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointKeyFile node. */
            node: string;

            /** CheckpointKeyFile path. */
            path: string;

            /**
             * Encodes the specified CheckpointKeyFile message. Does not implicitly {@link dxos.kube.CheckpointKeyFile.verify|verify} messages.
             * @param m CheckpointKeyFile message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointKeyFile.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointKeyFile message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointKeyFile & dxos.kube.CheckpointKeyFile.$Shape} CheckpointKeyFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointKeyFile & dxos.kube.CheckpointKeyFile.$Shape;
        }

        namespace CheckpointKeyFile {

            /** Properties of a CheckpointKeyFile. */
            interface $Properties {

                /** CheckpointKeyFile node */
                node?: (string|null);

                /** CheckpointKeyFile path */
                path?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointKeyFile. */
            type $Shape = dxos.kube.CheckpointKeyFile.$Properties;
        }

        /**
         * Properties of a CheckpointKeys.
         * @deprecated Use dxos.kube.CheckpointKeys.$Properties instead.
         */
        interface ICheckpointKeys extends dxos.kube.CheckpointKeys.$Properties {
        }

        /** Represents a CheckpointKeys. */
        class CheckpointKeys {

            /**
             * Constructs a new CheckpointKeys.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointKeys.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointKeys commit. */
            commit: Uint8Array;

            /** CheckpointKeys path. */
            path: string;

            /** CheckpointKeys subjects. */
            subjects: string[];

            /**
             * Encodes the specified CheckpointKeys message. Does not implicitly {@link dxos.kube.CheckpointKeys.verify|verify} messages.
             * @param m CheckpointKeys message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointKeys.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointKeys message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointKeys & dxos.kube.CheckpointKeys.$Shape} CheckpointKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointKeys & dxos.kube.CheckpointKeys.$Shape;
        }

        namespace CheckpointKeys {

            /** Properties of a CheckpointKeys. */
            interface $Properties {

                /** CheckpointKeys commit */
                commit?: (Uint8Array|null);

                /** CheckpointKeys path */
                path?: (string|null);

                /** CheckpointKeys subjects */
                subjects?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointKeys. */
            type $Shape = dxos.kube.CheckpointKeys.$Properties;
        }

        /**
         * Properties of a CheckpointRequest.
         * @deprecated Use dxos.kube.CheckpointRequest.$Properties instead.
         */
        interface ICheckpointRequest extends dxos.kube.CheckpointRequest.$Properties {
        }

        /** Represents a CheckpointRequest. */
        class CheckpointRequest {

            /**
             * Constructs a new CheckpointRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointRequest sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified CheckpointRequest message. Does not implicitly {@link dxos.kube.CheckpointRequest.verify|verify} messages.
             * @param m CheckpointRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRequest & dxos.kube.CheckpointRequest.$Shape} CheckpointRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointRequest & dxos.kube.CheckpointRequest.$Shape;
        }

        namespace CheckpointRequest {

            /** Properties of a CheckpointRequest. */
            interface $Properties {

                /** CheckpointRequest sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointRequest. */
            type $Shape = dxos.kube.CheckpointRequest.$Properties;
        }

        /**
         * Properties of a CheckpointAnswer.
         * @deprecated Use dxos.kube.CheckpointAnswer.$Properties instead.
         */
        interface ICheckpointAnswer extends dxos.kube.CheckpointAnswer.$Properties {
        }

        /** Represents a CheckpointAnswer. */
        class CheckpointAnswer {

            /**
             * Constructs a new CheckpointAnswer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointAnswer checkpoint. */
            checkpoint: Uint8Array;

            /** CheckpointAnswer commits. */
            commits: Uint8Array[];

            /** CheckpointAnswer proofs. */
            proofs: dxos.kube.CheckpointProof.$Properties[];

            /**
             * Encodes the specified CheckpointAnswer message. Does not implicitly {@link dxos.kube.CheckpointAnswer.verify|verify} messages.
             * @param m CheckpointAnswer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointAnswer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointAnswer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointAnswer & dxos.kube.CheckpointAnswer.$Shape} CheckpointAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointAnswer & dxos.kube.CheckpointAnswer.$Shape;
        }

        namespace CheckpointAnswer {

            /** Properties of a CheckpointAnswer. */
            interface $Properties {

                /** CheckpointAnswer checkpoint */
                checkpoint?: (Uint8Array|null);

                /** CheckpointAnswer commits */
                commits?: (Uint8Array[]|null);

                /** CheckpointAnswer proofs */
                proofs?: (dxos.kube.CheckpointProof.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointAnswer. */
            type $Shape = dxos.kube.CheckpointAnswer.$Properties;
        }

        /**
         * Properties of a CheckpointProof.
         * @deprecated Use dxos.kube.CheckpointProof.$Properties instead.
         */
        interface ICheckpointProof extends dxos.kube.CheckpointProof.$Properties {
        }

        /** Represents a CheckpointProof. */
        class CheckpointProof {

            /**
             * Constructs a new CheckpointProof.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointProof credentials. */
            credentials: string[];

            /**
             * Encodes the specified CheckpointProof message. Does not implicitly {@link dxos.kube.CheckpointProof.verify|verify} messages.
             * @param m CheckpointProof message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointProof.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointProof message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointProof & dxos.kube.CheckpointProof.$Shape} CheckpointProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointProof & dxos.kube.CheckpointProof.$Shape;
        }

        namespace CheckpointProof {

            /** Properties of a CheckpointProof. */
            interface $Properties {

                /** CheckpointProof credentials */
                credentials?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointProof. */
            type $Shape = dxos.kube.CheckpointProof.$Properties;
        }

        /**
         * Properties of an EnrolHello.
         * @deprecated Use dxos.kube.EnrolHello.$Properties instead.
         */
        interface IEnrolHello extends dxos.kube.EnrolHello.$Properties {
        }

        /** Represents an EnrolHello. */
        class EnrolHello {

            /**
             * Constructs a new EnrolHello.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolHello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolHello codeId. */
            codeId: Uint8Array;

            /** EnrolHello nonce. */
            nonce: Uint8Array;

            /** EnrolHello clockMs. */
            clockMs: number;

            /**
             * Encodes the specified EnrolHello message. Does not implicitly {@link dxos.kube.EnrolHello.verify|verify} messages.
             * @param m EnrolHello message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolHello.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolHello message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolHello & dxos.kube.EnrolHello.$Shape} EnrolHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolHello & dxos.kube.EnrolHello.$Shape;
        }

        namespace EnrolHello {

            /** Properties of an EnrolHello. */
            interface $Properties {

                /** EnrolHello codeId */
                codeId?: (Uint8Array|null);

                /** EnrolHello nonce */
                nonce?: (Uint8Array|null);

                /** EnrolHello clockMs */
                clockMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolHello. */
            type $Shape = dxos.kube.EnrolHello.$Properties;
        }

        /**
         * Properties of an EnrolIdentity.
         * @deprecated Use dxos.kube.EnrolIdentity.$Properties instead.
         */
        interface IEnrolIdentity extends dxos.kube.EnrolIdentity.$Properties {
        }

        /** Represents an EnrolIdentity. */
        class EnrolIdentity {

            /**
             * Constructs a new EnrolIdentity.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolIdentity.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolIdentity root. */
            root: Uint8Array;

            /** EnrolIdentity credentials. */
            credentials: string[];

            /** EnrolIdentity nonce. */
            nonce: Uint8Array;

            /** EnrolIdentity clockMs. */
            clockMs: number;

            /** EnrolIdentity name. */
            name: string;

            /**
             * Encodes the specified EnrolIdentity message. Does not implicitly {@link dxos.kube.EnrolIdentity.verify|verify} messages.
             * @param m EnrolIdentity message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolIdentity.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolIdentity message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolIdentity & dxos.kube.EnrolIdentity.$Shape} EnrolIdentity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolIdentity & dxos.kube.EnrolIdentity.$Shape;
        }

        namespace EnrolIdentity {

            /** Properties of an EnrolIdentity. */
            interface $Properties {

                /** EnrolIdentity root */
                root?: (Uint8Array|null);

                /** EnrolIdentity credentials */
                credentials?: (string[]|null);

                /** EnrolIdentity nonce */
                nonce?: (Uint8Array|null);

                /** EnrolIdentity clockMs */
                clockMs?: (number|null);

                /** EnrolIdentity name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolIdentity. */
            type $Shape = dxos.kube.EnrolIdentity.$Properties;
        }

        /**
         * Properties of an EnrolProof.
         * @deprecated Use dxos.kube.EnrolProof.$Properties instead.
         */
        interface IEnrolProof extends dxos.kube.EnrolProof.$Properties {
        }

        /** Represents an EnrolProof. */
        class EnrolProof {

            /**
             * Constructs a new EnrolProof.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolProof mac. */
            mac: Uint8Array;

            /** EnrolProof name. */
            name: string;

            /** EnrolProof certificateKey. */
            certificateKey: Uint8Array;

            /** EnrolProof accountKey. */
            accountKey: Uint8Array;

            /**
             * Encodes the specified EnrolProof message. Does not implicitly {@link dxos.kube.EnrolProof.verify|verify} messages.
             * @param m EnrolProof message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolProof.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolProof message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolProof & dxos.kube.EnrolProof.$Shape} EnrolProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolProof & dxos.kube.EnrolProof.$Shape;
        }

        namespace EnrolProof {

            /** Properties of an EnrolProof. */
            interface $Properties {

                /** EnrolProof mac */
                mac?: (Uint8Array|null);

                /** EnrolProof name */
                name?: (string|null);

                /** EnrolProof certificateKey */
                certificateKey?: (Uint8Array|null);

                /** EnrolProof accountKey */
                accountKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolProof. */
            type $Shape = dxos.kube.EnrolProof.$Properties;
        }

        /**
         * Properties of an EnrolMachine.
         * @deprecated Use dxos.kube.EnrolMachine.$Properties instead.
         */
        interface IEnrolMachine extends dxos.kube.EnrolMachine.$Properties {
        }

        /** Represents an EnrolMachine. */
        class EnrolMachine {

            /**
             * Constructs a new EnrolMachine.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolMachine.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolMachine name. */
            name: string;

            /** EnrolMachine peerId. */
            peerId: string;

            /** EnrolMachine addresses. */
            addresses: string[];

            /**
             * Encodes the specified EnrolMachine message. Does not implicitly {@link dxos.kube.EnrolMachine.verify|verify} messages.
             * @param m EnrolMachine message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolMachine.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolMachine message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolMachine & dxos.kube.EnrolMachine.$Shape} EnrolMachine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolMachine & dxos.kube.EnrolMachine.$Shape;
        }

        namespace EnrolMachine {

            /** Properties of an EnrolMachine. */
            interface $Properties {

                /** EnrolMachine name */
                name?: (string|null);

                /** EnrolMachine peerId */
                peerId?: (string|null);

                /** EnrolMachine addresses */
                addresses?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolMachine. */
            type $Shape = dxos.kube.EnrolMachine.$Properties;
        }

        /**
         * Properties of an EnrolGrant.
         * @deprecated Use dxos.kube.EnrolGrant.$Properties instead.
         */
        interface IEnrolGrant extends dxos.kube.EnrolGrant.$Properties {
        }

        /** Represents an EnrolGrant. */
        class EnrolGrant {

            /**
             * Constructs a new EnrolGrant.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolGrant.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolGrant credentials. */
            credentials: string[];

            /** EnrolGrant rootCa. */
            rootCa: Uint8Array;

            /** EnrolGrant caBinding. */
            caBinding: string;

            /** EnrolGrant intermediate. */
            intermediate: Uint8Array;

            /** EnrolGrant bases. */
            bases: string[];

            /** EnrolGrant rootCaKey. */
            rootCaKey: Uint8Array;

            /** EnrolGrant machines. */
            machines: dxos.kube.EnrolMachine.$Properties[];

            /**
             * Encodes the specified EnrolGrant message. Does not implicitly {@link dxos.kube.EnrolGrant.verify|verify} messages.
             * @param m EnrolGrant message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolGrant.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolGrant message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolGrant & dxos.kube.EnrolGrant.$Shape} EnrolGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolGrant & dxos.kube.EnrolGrant.$Shape;
        }

        namespace EnrolGrant {

            /** Properties of an EnrolGrant. */
            interface $Properties {

                /** EnrolGrant credentials */
                credentials?: (string[]|null);

                /** EnrolGrant rootCa */
                rootCa?: (Uint8Array|null);

                /** EnrolGrant caBinding */
                caBinding?: (string|null);

                /** EnrolGrant intermediate */
                intermediate?: (Uint8Array|null);

                /** EnrolGrant bases */
                bases?: (string[]|null);

                /** EnrolGrant rootCaKey */
                rootCaKey?: (Uint8Array|null);

                /** EnrolGrant machines */
                machines?: (dxos.kube.EnrolMachine.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolGrant. */
            type $Shape = dxos.kube.EnrolGrant.$Properties;
        }

        /**
         * Properties of an EnrolRefusal.
         * @deprecated Use dxos.kube.EnrolRefusal.$Properties instead.
         */
        interface IEnrolRefusal extends dxos.kube.EnrolRefusal.$Properties {
        }

        /** Represents an EnrolRefusal. */
        class EnrolRefusal {

            /**
             * Constructs a new EnrolRefusal.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolRefusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolRefusal code. */
            code: string;

            /** EnrolRefusal reason. */
            reason: string;

            /**
             * Encodes the specified EnrolRefusal message. Does not implicitly {@link dxos.kube.EnrolRefusal.verify|verify} messages.
             * @param m EnrolRefusal message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolRefusal.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolRefusal message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolRefusal & dxos.kube.EnrolRefusal.$Shape} EnrolRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolRefusal & dxos.kube.EnrolRefusal.$Shape;
        }

        namespace EnrolRefusal {

            /** Properties of an EnrolRefusal. */
            interface $Properties {

                /** EnrolRefusal code */
                code?: (string|null);

                /** EnrolRefusal reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolRefusal. */
            type $Shape = dxos.kube.EnrolRefusal.$Properties;
        }

        /**
         * Properties of an EnrolMessage.
         * @deprecated Use dxos.kube.EnrolMessage.$Properties instead.
         */
        interface IEnrolMessage extends dxos.kube.EnrolMessage.$Properties {
        }

        /** Represents an EnrolMessage. */
        class EnrolMessage {

            /**
             * Constructs a new EnrolMessage.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EnrolMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolMessage hello. */
            hello?: (dxos.kube.EnrolHello.$Properties|null);

            /** EnrolMessage identity. */
            identity?: (dxos.kube.EnrolIdentity.$Properties|null);

            /** EnrolMessage proof. */
            proof?: (dxos.kube.EnrolProof.$Properties|null);

            /** EnrolMessage grant. */
            grant?: (dxos.kube.EnrolGrant.$Properties|null);

            /** EnrolMessage refusal. */
            refusal?: (dxos.kube.EnrolRefusal.$Properties|null);

            /** EnrolMessage body. */
            body?: ("hello"|"identity"|"proof"|"grant"|"refusal");

            /**
             * Encodes the specified EnrolMessage message. Does not implicitly {@link dxos.kube.EnrolMessage.verify|verify} messages.
             * @param m EnrolMessage message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EnrolMessage.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolMessage message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolMessage & dxos.kube.EnrolMessage.$Shape} EnrolMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EnrolMessage & dxos.kube.EnrolMessage.$Shape;
        }

        namespace EnrolMessage {

            /** Properties of an EnrolMessage. */
            interface $Properties {

                /** EnrolMessage hello */
                hello?: (dxos.kube.EnrolHello.$Properties|null);

                /** EnrolMessage identity */
                identity?: (dxos.kube.EnrolIdentity.$Properties|null);

                /** EnrolMessage proof */
                proof?: (dxos.kube.EnrolProof.$Properties|null);

                /** EnrolMessage grant */
                grant?: (dxos.kube.EnrolGrant.$Properties|null);

                /** EnrolMessage refusal */
                refusal?: (dxos.kube.EnrolRefusal.$Properties|null);

                /** EnrolMessage body */
                body?: ("hello"|"identity"|"proof"|"grant"|"refusal");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an EnrolMessage. */
            type $Shape = {
              hello?: dxos.kube.EnrolHello.$Shape|null;
              identity?: dxos.kube.EnrolIdentity.$Shape|null;
              proof?: dxos.kube.EnrolProof.$Shape|null;
              grant?: dxos.kube.EnrolGrant.$Shape|null;
              refusal?: dxos.kube.EnrolRefusal.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; identity?: null; proof?: null; grant?: null; refusal?: null }|{ body?: "hello"; hello: dxos.kube.EnrolHello.$Shape; identity?: null; proof?: null; grant?: null; refusal?: null }|{ body?: "identity"; hello?: null; identity: dxos.kube.EnrolIdentity.$Shape; proof?: null; grant?: null; refusal?: null }|{ body?: "proof"; hello?: null; identity?: null; proof: dxos.kube.EnrolProof.$Shape; grant?: null; refusal?: null }|{ body?: "grant"; hello?: null; identity?: null; proof?: null; grant: dxos.kube.EnrolGrant.$Shape; refusal?: null }|{ body?: "refusal"; hello?: null; identity?: null; proof?: null; grant?: null; refusal: dxos.kube.EnrolRefusal.$Shape })
            );
        }

        /**
         * Properties of a JournalObject.
         * @deprecated Use dxos.kube.JournalObject.$Properties instead.
         */
        interface IJournalObject extends dxos.kube.JournalObject.$Properties {
        }

        /** Represents a JournalObject. */
        class JournalObject {

            /**
             * Constructs a new JournalObject.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.JournalObject.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalObject id. */
            id: Uint8Array;

            /** JournalObject stream. */
            stream: Uint8Array;

            /**
             * Encodes the specified JournalObject message. Does not implicitly {@link dxos.kube.JournalObject.verify|verify} messages.
             * @param m JournalObject message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.JournalObject.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalObject message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.JournalObject & dxos.kube.JournalObject.$Shape} JournalObject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.JournalObject & dxos.kube.JournalObject.$Shape;
        }

        namespace JournalObject {

            /** Properties of a JournalObject. */
            interface $Properties {

                /** JournalObject id */
                id?: (Uint8Array|null);

                /** JournalObject stream */
                stream?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalObject. */
            type $Shape = dxos.kube.JournalObject.$Properties;
        }

        /**
         * Properties of a JournalHead.
         * @deprecated Use dxos.kube.JournalHead.$Properties instead.
         */
        interface IJournalHead extends dxos.kube.JournalHead.$Properties {
        }

        /** Represents a JournalHead. */
        class JournalHead {

            /**
             * Constructs a new JournalHead.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.JournalHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalHead ref. */
            ref: string;

            /** JournalHead value. */
            value: Uint8Array;

            /**
             * Encodes the specified JournalHead message. Does not implicitly {@link dxos.kube.JournalHead.verify|verify} messages.
             * @param m JournalHead message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.JournalHead.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalHead message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.JournalHead & dxos.kube.JournalHead.$Shape} JournalHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.JournalHead & dxos.kube.JournalHead.$Shape;
        }

        namespace JournalHead {

            /** Properties of a JournalHead. */
            interface $Properties {

                /** JournalHead ref */
                ref?: (string|null);

                /** JournalHead value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalHead. */
            type $Shape = dxos.kube.JournalHead.$Properties;
        }

        /**
         * Properties of a JournalRecord.
         * @deprecated Use dxos.kube.JournalRecord.$Properties instead.
         */
        interface IJournalRecord extends dxos.kube.JournalRecord.$Properties {
        }

        /** Represents a JournalRecord. */
        class JournalRecord {

            /**
             * Constructs a new JournalRecord.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.JournalRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalRecord objects. */
            objects: dxos.kube.JournalObject.$Properties[];

            /** JournalRecord heads. */
            heads: dxos.kube.JournalHead.$Properties[];

            /**
             * Encodes the specified JournalRecord message. Does not implicitly {@link dxos.kube.JournalRecord.verify|verify} messages.
             * @param m JournalRecord message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.JournalRecord.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalRecord message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.JournalRecord & dxos.kube.JournalRecord.$Shape} JournalRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.JournalRecord & dxos.kube.JournalRecord.$Shape;
        }

        namespace JournalRecord {

            /** Properties of a JournalRecord. */
            interface $Properties {

                /** JournalRecord objects */
                objects?: (dxos.kube.JournalObject.$Properties[]|null);

                /** JournalRecord heads */
                heads?: (dxos.kube.JournalHead.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalRecord. */
            type $Shape = dxos.kube.JournalRecord.$Properties;
        }

        /**
         * Properties of a Machine.
         * @deprecated Use dxos.kube.Machine.$Properties instead.
         */
        interface IMachine extends dxos.kube.Machine.$Properties {
        }

        /** Represents a Machine. */
        class Machine {

            /**
             * Constructs a new Machine.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Machine.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Machine name. */
            name: string;

            /** Machine addresses. */
            addresses: string[];

            /** Machine version. */
            version: string;

            /** Machine rules. */
            rules: number;

            /**
             * Encodes the specified Machine message. Does not implicitly {@link dxos.kube.Machine.verify|verify} messages.
             * @param m Machine message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Machine.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Machine message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Machine & dxos.kube.Machine.$Shape} Machine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Machine & dxos.kube.Machine.$Shape;
        }

        namespace Machine {

            /** Properties of a Machine. */
            interface $Properties {

                /** Machine name */
                name?: (string|null);

                /** Machine addresses */
                addresses?: (string[]|null);

                /** Machine version */
                version?: (string|null);

                /** Machine rules */
                rules?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Machine. */
            type $Shape = dxos.kube.Machine.$Properties;
        }

        /**
         * Properties of a CertificateRequest.
         * @deprecated Use dxos.kube.CertificateRequest.$Properties instead.
         */
        interface ICertificateRequest extends dxos.kube.CertificateRequest.$Properties {
        }

        /** Represents a CertificateRequest. */
        class CertificateRequest {

            /**
             * Constructs a new CertificateRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CertificateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CertificateRequest certificateKey. */
            certificateKey: Uint8Array;

            /**
             * Encodes the specified CertificateRequest message. Does not implicitly {@link dxos.kube.CertificateRequest.verify|verify} messages.
             * @param m CertificateRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CertificateRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CertificateRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CertificateRequest & dxos.kube.CertificateRequest.$Shape} CertificateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CertificateRequest & dxos.kube.CertificateRequest.$Shape;
        }

        namespace CertificateRequest {

            /** Properties of a CertificateRequest. */
            interface $Properties {

                /** CertificateRequest certificateKey */
                certificateKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CertificateRequest. */
            type $Shape = dxos.kube.CertificateRequest.$Properties;
        }

        /**
         * Properties of a CertificateAnswer.
         * @deprecated Use dxos.kube.CertificateAnswer.$Properties instead.
         */
        interface ICertificateAnswer extends dxos.kube.CertificateAnswer.$Properties {
        }

        /** Represents a CertificateAnswer. */
        class CertificateAnswer {

            /**
             * Constructs a new CertificateAnswer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CertificateAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CertificateAnswer intermediate. */
            intermediate: Uint8Array;

            /** CertificateAnswer rootCaKey. */
            rootCaKey: Uint8Array;

            /**
             * Encodes the specified CertificateAnswer message. Does not implicitly {@link dxos.kube.CertificateAnswer.verify|verify} messages.
             * @param m CertificateAnswer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CertificateAnswer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CertificateAnswer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CertificateAnswer & dxos.kube.CertificateAnswer.$Shape} CertificateAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CertificateAnswer & dxos.kube.CertificateAnswer.$Shape;
        }

        namespace CertificateAnswer {

            /** Properties of a CertificateAnswer. */
            interface $Properties {

                /** CertificateAnswer intermediate */
                intermediate?: (Uint8Array|null);

                /** CertificateAnswer rootCaKey */
                rootCaKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CertificateAnswer. */
            type $Shape = dxos.kube.CertificateAnswer.$Properties;
        }

        /**
         * Properties of a LeaveRequest.
         * @deprecated Use dxos.kube.LeaveRequest.$Properties instead.
         */
        interface ILeaveRequest extends dxos.kube.LeaveRequest.$Properties {
        }

        /** Represents a LeaveRequest. */
        class LeaveRequest {

            /**
             * Constructs a new LeaveRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.LeaveRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified LeaveRequest message. Does not implicitly {@link dxos.kube.LeaveRequest.verify|verify} messages.
             * @param m LeaveRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.LeaveRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LeaveRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.LeaveRequest & dxos.kube.LeaveRequest.$Shape} LeaveRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.LeaveRequest & dxos.kube.LeaveRequest.$Shape;
        }

        namespace LeaveRequest {

            /** Properties of a LeaveRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LeaveRequest. */
            type $Shape = dxos.kube.LeaveRequest.$Properties;
        }

        /**
         * Properties of a RotateRequest.
         * @deprecated Use dxos.kube.RotateRequest.$Properties instead.
         */
        interface IRotateRequest extends dxos.kube.RotateRequest.$Properties {
        }

        /** Represents a RotateRequest. */
        class RotateRequest {

            /**
             * Constructs a new RotateRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.RotateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RotateRequest statement. */
            statement: string;

            /**
             * Encodes the specified RotateRequest message. Does not implicitly {@link dxos.kube.RotateRequest.verify|verify} messages.
             * @param m RotateRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.RotateRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RotateRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.RotateRequest & dxos.kube.RotateRequest.$Shape} RotateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.RotateRequest & dxos.kube.RotateRequest.$Shape;
        }

        namespace RotateRequest {

            /** Properties of a RotateRequest. */
            interface $Properties {

                /** RotateRequest statement */
                statement?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RotateRequest. */
            type $Shape = dxos.kube.RotateRequest.$Properties;
        }

        /**
         * Properties of a RotateAnswer.
         * @deprecated Use dxos.kube.RotateAnswer.$Properties instead.
         */
        interface IRotateAnswer extends dxos.kube.RotateAnswer.$Properties {
        }

        /** Represents a RotateAnswer. */
        class RotateAnswer {

            /**
             * Constructs a new RotateAnswer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.RotateAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RotateAnswer credentials. */
            credentials: string[];

            /**
             * Encodes the specified RotateAnswer message. Does not implicitly {@link dxos.kube.RotateAnswer.verify|verify} messages.
             * @param m RotateAnswer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.RotateAnswer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RotateAnswer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.RotateAnswer & dxos.kube.RotateAnswer.$Shape} RotateAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.RotateAnswer & dxos.kube.RotateAnswer.$Shape;
        }

        namespace RotateAnswer {

            /** Properties of a RotateAnswer. */
            interface $Properties {

                /** RotateAnswer credentials */
                credentials?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RotateAnswer. */
            type $Shape = dxos.kube.RotateAnswer.$Properties;
        }

        /**
         * Properties of a RetireRequest.
         * @deprecated Use dxos.kube.RetireRequest.$Properties instead.
         */
        interface IRetireRequest extends dxos.kube.RetireRequest.$Properties {
        }

        /** Represents a RetireRequest. */
        class RetireRequest {

            /**
             * Constructs a new RetireRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.RetireRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RetireRequest statement. */
            statement: string;

            /**
             * Encodes the specified RetireRequest message. Does not implicitly {@link dxos.kube.RetireRequest.verify|verify} messages.
             * @param m RetireRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.RetireRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RetireRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.RetireRequest & dxos.kube.RetireRequest.$Shape} RetireRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.RetireRequest & dxos.kube.RetireRequest.$Shape;
        }

        namespace RetireRequest {

            /** Properties of a RetireRequest. */
            interface $Properties {

                /** RetireRequest statement */
                statement?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RetireRequest. */
            type $Shape = dxos.kube.RetireRequest.$Properties;
        }

        /**
         * Properties of a MemberDone.
         * @deprecated Use dxos.kube.MemberDone.$Properties instead.
         */
        interface IMemberDone extends dxos.kube.MemberDone.$Properties {
        }

        /** Represents a MemberDone. */
        class MemberDone {

            /**
             * Constructs a new MemberDone.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.MemberDone.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified MemberDone message. Does not implicitly {@link dxos.kube.MemberDone.verify|verify} messages.
             * @param m MemberDone message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.MemberDone.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MemberDone message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.MemberDone & dxos.kube.MemberDone.$Shape} MemberDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.MemberDone & dxos.kube.MemberDone.$Shape;
        }

        namespace MemberDone {

            /** Properties of a MemberDone. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MemberDone. */
            type $Shape = dxos.kube.MemberDone.$Properties;
        }

        /**
         * Properties of a MemberRefusal.
         * @deprecated Use dxos.kube.MemberRefusal.$Properties instead.
         */
        interface IMemberRefusal extends dxos.kube.MemberRefusal.$Properties {
        }

        /** Represents a MemberRefusal. */
        class MemberRefusal {

            /**
             * Constructs a new MemberRefusal.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.MemberRefusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MemberRefusal code. */
            code: string;

            /** MemberRefusal reason. */
            reason: string;

            /**
             * Encodes the specified MemberRefusal message. Does not implicitly {@link dxos.kube.MemberRefusal.verify|verify} messages.
             * @param m MemberRefusal message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.MemberRefusal.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MemberRefusal message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.MemberRefusal & dxos.kube.MemberRefusal.$Shape} MemberRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.MemberRefusal & dxos.kube.MemberRefusal.$Shape;
        }

        namespace MemberRefusal {

            /** Properties of a MemberRefusal. */
            interface $Properties {

                /** MemberRefusal code */
                code?: (string|null);

                /** MemberRefusal reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MemberRefusal. */
            type $Shape = dxos.kube.MemberRefusal.$Properties;
        }

        /**
         * Properties of a MemberRequest.
         * @deprecated Use dxos.kube.MemberRequest.$Properties instead.
         */
        interface IMemberRequest extends dxos.kube.MemberRequest.$Properties {
        }

        /** Represents a MemberRequest. */
        class MemberRequest {

            /**
             * Constructs a new MemberRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.MemberRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MemberRequest certificate. */
            certificate?: (dxos.kube.CertificateRequest.$Properties|null);

            /** MemberRequest leave. */
            leave?: (dxos.kube.LeaveRequest.$Properties|null);

            /** MemberRequest rotate. */
            rotate?: (dxos.kube.RotateRequest.$Properties|null);

            /** MemberRequest retire. */
            retire?: (dxos.kube.RetireRequest.$Properties|null);

            /** MemberRequest body. */
            body?: ("certificate"|"leave"|"rotate"|"retire");

            /**
             * Encodes the specified MemberRequest message. Does not implicitly {@link dxos.kube.MemberRequest.verify|verify} messages.
             * @param m MemberRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.MemberRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MemberRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.MemberRequest & dxos.kube.MemberRequest.$Shape} MemberRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.MemberRequest & dxos.kube.MemberRequest.$Shape;
        }

        namespace MemberRequest {

            /** Properties of a MemberRequest. */
            interface $Properties {

                /** MemberRequest certificate */
                certificate?: (dxos.kube.CertificateRequest.$Properties|null);

                /** MemberRequest leave */
                leave?: (dxos.kube.LeaveRequest.$Properties|null);

                /** MemberRequest rotate */
                rotate?: (dxos.kube.RotateRequest.$Properties|null);

                /** MemberRequest retire */
                retire?: (dxos.kube.RetireRequest.$Properties|null);

                /** MemberRequest body */
                body?: ("certificate"|"leave"|"rotate"|"retire");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a MemberRequest. */
            type $Shape = {
              certificate?: dxos.kube.CertificateRequest.$Shape|null;
              leave?: dxos.kube.LeaveRequest.$Shape|null;
              rotate?: dxos.kube.RotateRequest.$Shape|null;
              retire?: dxos.kube.RetireRequest.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; certificate?: null; leave?: null; rotate?: null; retire?: null }|{ body?: "certificate"; certificate: dxos.kube.CertificateRequest.$Shape; leave?: null; rotate?: null; retire?: null }|{ body?: "leave"; certificate?: null; leave: dxos.kube.LeaveRequest.$Shape; rotate?: null; retire?: null }|{ body?: "rotate"; certificate?: null; leave?: null; rotate: dxos.kube.RotateRequest.$Shape; retire?: null }|{ body?: "retire"; certificate?: null; leave?: null; rotate?: null; retire: dxos.kube.RetireRequest.$Shape })
            );
        }

        /**
         * Properties of a MemberAnswer.
         * @deprecated Use dxos.kube.MemberAnswer.$Properties instead.
         */
        interface IMemberAnswer extends dxos.kube.MemberAnswer.$Properties {
        }

        /** Represents a MemberAnswer. */
        class MemberAnswer {

            /**
             * Constructs a new MemberAnswer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.MemberAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MemberAnswer certificate. */
            certificate?: (dxos.kube.CertificateAnswer.$Properties|null);

            /** MemberAnswer done. */
            done?: (dxos.kube.MemberDone.$Properties|null);

            /** MemberAnswer rotate. */
            rotate?: (dxos.kube.RotateAnswer.$Properties|null);

            /** MemberAnswer refusal. */
            refusal?: (dxos.kube.MemberRefusal.$Properties|null);

            /** MemberAnswer body. */
            body?: ("certificate"|"done"|"rotate"|"refusal");

            /**
             * Encodes the specified MemberAnswer message. Does not implicitly {@link dxos.kube.MemberAnswer.verify|verify} messages.
             * @param m MemberAnswer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.MemberAnswer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MemberAnswer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.MemberAnswer & dxos.kube.MemberAnswer.$Shape} MemberAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.MemberAnswer & dxos.kube.MemberAnswer.$Shape;
        }

        namespace MemberAnswer {

            /** Properties of a MemberAnswer. */
            interface $Properties {

                /** MemberAnswer certificate */
                certificate?: (dxos.kube.CertificateAnswer.$Properties|null);

                /** MemberAnswer done */
                done?: (dxos.kube.MemberDone.$Properties|null);

                /** MemberAnswer rotate */
                rotate?: (dxos.kube.RotateAnswer.$Properties|null);

                /** MemberAnswer refusal */
                refusal?: (dxos.kube.MemberRefusal.$Properties|null);

                /** MemberAnswer body */
                body?: ("certificate"|"done"|"rotate"|"refusal");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a MemberAnswer. */
            type $Shape = {
              certificate?: dxos.kube.CertificateAnswer.$Shape|null;
              done?: dxos.kube.MemberDone.$Shape|null;
              rotate?: dxos.kube.RotateAnswer.$Shape|null;
              refusal?: dxos.kube.MemberRefusal.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; certificate?: null; done?: null; rotate?: null; refusal?: null }|{ body?: "certificate"; certificate: dxos.kube.CertificateAnswer.$Shape; done?: null; rotate?: null; refusal?: null }|{ body?: "done"; certificate?: null; done: dxos.kube.MemberDone.$Shape; rotate?: null; refusal?: null }|{ body?: "rotate"; certificate?: null; done?: null; rotate: dxos.kube.RotateAnswer.$Shape; refusal?: null }|{ body?: "refusal"; certificate?: null; done?: null; rotate?: null; refusal: dxos.kube.MemberRefusal.$Shape })
            );
        }

        /**
         * Properties of a Cut.
         * @deprecated Use dxos.kube.Cut.$Properties instead.
         */
        interface ICut extends dxos.kube.Cut.$Properties {
        }

        /** Represents a Cut. */
        class Cut {

            /**
             * Constructs a new Cut.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Cut.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Cut chain. */
            chain: string;

            /** Cut sequence. */
            sequence: number;

            /** Cut id. */
            id: Uint8Array;

            /**
             * Encodes the specified Cut message. Does not implicitly {@link dxos.kube.Cut.verify|verify} messages.
             * @param m Cut message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Cut.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cut message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Cut & dxos.kube.Cut.$Shape} Cut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Cut & dxos.kube.Cut.$Shape;
        }

        namespace Cut {

            /** Properties of a Cut. */
            interface $Properties {

                /** Cut chain */
                chain?: (string|null);

                /** Cut sequence */
                sequence?: (number|null);

                /** Cut id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cut. */
            type $Shape = dxos.kube.Cut.$Properties;
        }

        /**
         * Properties of a Revocation.
         * @deprecated Use dxos.kube.Revocation.$Properties instead.
         */
        interface IRevocation extends dxos.kube.Revocation.$Properties {
        }

        /** Represents a Revocation. */
        class Revocation {

            /**
             * Constructs a new Revocation.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Revocation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Revocation credential. */
            credential?: (string|null);

            /** Revocation key. */
            key?: (string|null);

            /** Revocation cut. */
            cut: dxos.kube.Cut.$Properties[];

            /** Revocation reason. */
            reason: string;

            /** Revocation subject. */
            subject?: ("credential"|"key");

            /**
             * Encodes the specified Revocation message. Does not implicitly {@link dxos.kube.Revocation.verify|verify} messages.
             * @param m Revocation message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Revocation.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Revocation message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Revocation & dxos.kube.Revocation.$Shape} Revocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Revocation & dxos.kube.Revocation.$Shape;
        }

        namespace Revocation {

            /** Properties of a Revocation. */
            interface $Properties {

                /** Revocation credential */
                credential?: (string|null);

                /** Revocation key */
                key?: (string|null);

                /** Revocation cut */
                cut?: (dxos.kube.Cut.$Properties[]|null);

                /** Revocation reason */
                reason?: (string|null);

                /** Revocation subject */
                subject?: ("credential"|"key");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Revocation. */
            type $Shape = {
              credential?: string|null;
              key?: string|null;
              cut?: dxos.kube.Cut.$Shape[]|null;
              reason?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ subject?: undefined; credential?: null; key?: null }|{ subject?: "credential"; credential: string; key?: null }|{ subject?: "key"; credential?: null; key: string })
            );
        }

        /**
         * Properties of a LeaseRequest.
         * @deprecated Use dxos.kube.LeaseRequest.$Properties instead.
         */
        interface ILeaseRequest extends dxos.kube.LeaseRequest.$Properties {
        }

        /** Represents a LeaseRequest. */
        class LeaseRequest {

            /**
             * Constructs a new LeaseRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.LeaseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LeaseRequest term. */
            term: number;

            /**
             * Encodes the specified LeaseRequest message. Does not implicitly {@link dxos.kube.LeaseRequest.verify|verify} messages.
             * @param m LeaseRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.LeaseRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LeaseRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.LeaseRequest & dxos.kube.LeaseRequest.$Shape} LeaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.LeaseRequest & dxos.kube.LeaseRequest.$Shape;
        }

        namespace LeaseRequest {

            /** Properties of a LeaseRequest. */
            interface $Properties {

                /** LeaseRequest term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LeaseRequest. */
            type $Shape = dxos.kube.LeaseRequest.$Properties;
        }

        /**
         * Properties of a LeaseGranted.
         * @deprecated Use dxos.kube.LeaseGranted.$Properties instead.
         */
        interface ILeaseGranted extends dxos.kube.LeaseGranted.$Properties {
        }

        /** Represents a LeaseGranted. */
        class LeaseGranted {

            /**
             * Constructs a new LeaseGranted.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.LeaseGranted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LeaseGranted last. */
            last?: (dxos.kube.Dependency.$Properties|null);

            /** LeaseGranted unsure. */
            unsure: boolean;

            /**
             * Encodes the specified LeaseGranted message. Does not implicitly {@link dxos.kube.LeaseGranted.verify|verify} messages.
             * @param m LeaseGranted message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.LeaseGranted.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LeaseGranted message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.LeaseGranted & dxos.kube.LeaseGranted.$Shape} LeaseGranted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.LeaseGranted & dxos.kube.LeaseGranted.$Shape;
        }

        namespace LeaseGranted {

            /** Properties of a LeaseGranted. */
            interface $Properties {

                /** LeaseGranted last */
                last?: (dxos.kube.Dependency.$Properties|null);

                /** LeaseGranted unsure */
                unsure?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LeaseGranted. */
            type $Shape = dxos.kube.LeaseGranted.$Properties;
        }

        /**
         * Properties of a ConfirmRequest.
         * @deprecated Use dxos.kube.ConfirmRequest.$Properties instead.
         */
        interface IConfirmRequest extends dxos.kube.ConfirmRequest.$Properties {
        }

        /** Represents a ConfirmRequest. */
        class ConfirmRequest {

            /**
             * Constructs a new ConfirmRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ConfirmRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ConfirmRequest term. */
            term: number;

            /** ConfirmRequest entry. */
            entry: Uint8Array;

            /**
             * Encodes the specified ConfirmRequest message. Does not implicitly {@link dxos.kube.ConfirmRequest.verify|verify} messages.
             * @param m ConfirmRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ConfirmRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ConfirmRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ConfirmRequest & dxos.kube.ConfirmRequest.$Shape} ConfirmRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ConfirmRequest & dxos.kube.ConfirmRequest.$Shape;
        }

        namespace ConfirmRequest {

            /** Properties of a ConfirmRequest. */
            interface $Properties {

                /** ConfirmRequest term */
                term?: (number|null);

                /** ConfirmRequest entry */
                entry?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ConfirmRequest. */
            type $Shape = dxos.kube.ConfirmRequest.$Properties;
        }

        /**
         * Properties of a Confirmed.
         * @deprecated Use dxos.kube.Confirmed.$Properties instead.
         */
        interface IConfirmed extends dxos.kube.Confirmed.$Properties {
        }

        /** Represents a Confirmed. */
        class Confirmed {

            /**
             * Constructs a new Confirmed.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Confirmed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Confirmed message. Does not implicitly {@link dxos.kube.Confirmed.verify|verify} messages.
             * @param m Confirmed message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Confirmed.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Confirmed message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Confirmed & dxos.kube.Confirmed.$Shape} Confirmed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Confirmed & dxos.kube.Confirmed.$Shape;
        }

        namespace Confirmed {

            /** Properties of a Confirmed. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Confirmed. */
            type $Shape = dxos.kube.Confirmed.$Properties;
        }

        /**
         * Properties of a ReleaseRequest.
         * @deprecated Use dxos.kube.ReleaseRequest.$Properties instead.
         */
        interface IReleaseRequest extends dxos.kube.ReleaseRequest.$Properties {
        }

        /** Represents a ReleaseRequest. */
        class ReleaseRequest {

            /**
             * Constructs a new ReleaseRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ReleaseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReleaseRequest term. */
            term: number;

            /**
             * Encodes the specified ReleaseRequest message. Does not implicitly {@link dxos.kube.ReleaseRequest.verify|verify} messages.
             * @param m ReleaseRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ReleaseRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ReleaseRequest & dxos.kube.ReleaseRequest.$Shape} ReleaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ReleaseRequest & dxos.kube.ReleaseRequest.$Shape;
        }

        namespace ReleaseRequest {

            /** Properties of a ReleaseRequest. */
            interface $Properties {

                /** ReleaseRequest term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseRequest. */
            type $Shape = dxos.kube.ReleaseRequest.$Properties;
        }

        /**
         * Properties of a Released.
         * @deprecated Use dxos.kube.Released.$Properties instead.
         */
        interface IReleased extends dxos.kube.Released.$Properties {
        }

        /** Represents a Released. */
        class Released {

            /**
             * Constructs a new Released.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Released.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Released message. Does not implicitly {@link dxos.kube.Released.verify|verify} messages.
             * @param m Released message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Released.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Released message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Released & dxos.kube.Released.$Shape} Released
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Released & dxos.kube.Released.$Shape;
        }

        namespace Released {

            /** Properties of a Released. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Released. */
            type $Shape = dxos.kube.Released.$Properties;
        }

        /**
         * Properties of an OrderRequest.
         * @deprecated Use dxos.kube.OrderRequest.$Properties instead.
         */
        interface IOrderRequest extends dxos.kube.OrderRequest.$Properties {
        }

        /** Represents an OrderRequest. */
        class OrderRequest {

            /**
             * Constructs a new OrderRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.OrderRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OrderRequest updates. */
            updates: dxos.kube.RefUpdate.$Properties[];

            /** OrderRequest account. */
            account?: (dxos.kube.AccountSignature.$Properties|null);

            /** OrderRequest message. */
            message: string;

            /** OrderRequest objects. */
            objects: Uint8Array;

            /** OrderRequest lookBack. */
            lookBack: boolean;

            /**
             * Encodes the specified OrderRequest message. Does not implicitly {@link dxos.kube.OrderRequest.verify|verify} messages.
             * @param m OrderRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.OrderRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OrderRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.OrderRequest & dxos.kube.OrderRequest.$Shape} OrderRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.OrderRequest & dxos.kube.OrderRequest.$Shape;
        }

        namespace OrderRequest {

            /** Properties of an OrderRequest. */
            interface $Properties {

                /** OrderRequest updates */
                updates?: (dxos.kube.RefUpdate.$Properties[]|null);

                /** OrderRequest account */
                account?: (dxos.kube.AccountSignature.$Properties|null);

                /** OrderRequest message */
                message?: (string|null);

                /** OrderRequest objects */
                objects?: (Uint8Array|null);

                /** OrderRequest lookBack */
                lookBack?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OrderRequest. */
            type $Shape = dxos.kube.OrderRequest.$Properties;
        }

        /**
         * Properties of a SettleRequest.
         * @deprecated Use dxos.kube.SettleRequest.$Properties instead.
         */
        interface ISettleRequest extends dxos.kube.SettleRequest.$Properties {
        }

        /** Represents a SettleRequest. */
        class SettleRequest {

            /**
             * Constructs a new SettleRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.SettleRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SettleRequest entry. */
            entry: Uint8Array;

            /**
             * Encodes the specified SettleRequest message. Does not implicitly {@link dxos.kube.SettleRequest.verify|verify} messages.
             * @param m SettleRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.SettleRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SettleRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.SettleRequest & dxos.kube.SettleRequest.$Shape} SettleRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.SettleRequest & dxos.kube.SettleRequest.$Shape;
        }

        namespace SettleRequest {

            /** Properties of a SettleRequest. */
            interface $Properties {

                /** SettleRequest entry */
                entry?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SettleRequest. */
            type $Shape = dxos.kube.SettleRequest.$Properties;
        }

        /**
         * Properties of an Ordered.
         * @deprecated Use dxos.kube.Ordered.$Properties instead.
         */
        interface IOrdered extends dxos.kube.Ordered.$Properties {
        }

        /** Represents an Ordered. */
        class Ordered {

            /**
             * Constructs a new Ordered.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Ordered.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ordered entry. */
            entry?: (dxos.kube.Dependency.$Properties|null);

            /**
             * Encodes the specified Ordered message. Does not implicitly {@link dxos.kube.Ordered.verify|verify} messages.
             * @param m Ordered message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Ordered.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ordered message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Ordered & dxos.kube.Ordered.$Shape} Ordered
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Ordered & dxos.kube.Ordered.$Shape;
        }

        namespace Ordered {

            /** Properties of an Ordered. */
            interface $Properties {

                /** Ordered entry */
                entry?: (dxos.kube.Dependency.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ordered. */
            type $Shape = dxos.kube.Ordered.$Properties;
        }

        /**
         * Properties of a SequencerRefusal.
         * @deprecated Use dxos.kube.SequencerRefusal.$Properties instead.
         */
        interface ISequencerRefusal extends dxos.kube.SequencerRefusal.$Properties {
        }

        /** Represents a SequencerRefusal. */
        class SequencerRefusal {

            /**
             * Constructs a new SequencerRefusal.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.SequencerRefusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SequencerRefusal code. */
            code: string;

            /** SequencerRefusal message. */
            message: string;

            /** SequencerRefusal reason. */
            reason: string;

            /** SequencerRefusal next. */
            next: string[];

            /** SequencerRefusal term. */
            term: number;

            /** SequencerRefusal holder. */
            holder: string;

            /** SequencerRefusal remainingMs. */
            remainingMs: number;

            /**
             * Encodes the specified SequencerRefusal message. Does not implicitly {@link dxos.kube.SequencerRefusal.verify|verify} messages.
             * @param m SequencerRefusal message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.SequencerRefusal.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SequencerRefusal message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerRefusal & dxos.kube.SequencerRefusal.$Shape} SequencerRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.SequencerRefusal & dxos.kube.SequencerRefusal.$Shape;
        }

        namespace SequencerRefusal {

            /** Properties of a SequencerRefusal. */
            interface $Properties {

                /** SequencerRefusal code */
                code?: (string|null);

                /** SequencerRefusal message */
                message?: (string|null);

                /** SequencerRefusal reason */
                reason?: (string|null);

                /** SequencerRefusal next */
                next?: (string[]|null);

                /** SequencerRefusal term */
                term?: (number|null);

                /** SequencerRefusal holder */
                holder?: (string|null);

                /** SequencerRefusal remainingMs */
                remainingMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SequencerRefusal. */
            type $Shape = dxos.kube.SequencerRefusal.$Properties;
        }

        /**
         * Properties of a FenceRequest.
         * @deprecated Use dxos.kube.FenceRequest.$Properties instead.
         */
        interface IFenceRequest extends dxos.kube.FenceRequest.$Properties {
        }

        /** Represents a FenceRequest. */
        class FenceRequest {

            /**
             * Constructs a new FenceRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.FenceRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FenceRequest term. */
            term: number;

            /**
             * Encodes the specified FenceRequest message. Does not implicitly {@link dxos.kube.FenceRequest.verify|verify} messages.
             * @param m FenceRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.FenceRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FenceRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.FenceRequest & dxos.kube.FenceRequest.$Shape} FenceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.FenceRequest & dxos.kube.FenceRequest.$Shape;
        }

        namespace FenceRequest {

            /** Properties of a FenceRequest. */
            interface $Properties {

                /** FenceRequest term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FenceRequest. */
            type $Shape = dxos.kube.FenceRequest.$Properties;
        }

        /**
         * Properties of a SequencerRequest.
         * @deprecated Use dxos.kube.SequencerRequest.$Properties instead.
         */
        interface ISequencerRequest extends dxos.kube.SequencerRequest.$Properties {
        }

        /** Represents a SequencerRequest. */
        class SequencerRequest {

            /**
             * Constructs a new SequencerRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.SequencerRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SequencerRequest lease. */
            lease?: (dxos.kube.LeaseRequest.$Properties|null);

            /** SequencerRequest confirm. */
            confirm?: (dxos.kube.ConfirmRequest.$Properties|null);

            /** SequencerRequest release. */
            release?: (dxos.kube.ReleaseRequest.$Properties|null);

            /** SequencerRequest order. */
            order?: (dxos.kube.OrderRequest.$Properties|null);

            /** SequencerRequest settle. */
            settle?: (dxos.kube.SettleRequest.$Properties|null);

            /** SequencerRequest fence. */
            fence?: (dxos.kube.FenceRequest.$Properties|null);

            /** SequencerRequest body. */
            body?: ("lease"|"confirm"|"release"|"order"|"settle"|"fence");

            /**
             * Encodes the specified SequencerRequest message. Does not implicitly {@link dxos.kube.SequencerRequest.verify|verify} messages.
             * @param m SequencerRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.SequencerRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SequencerRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerRequest & dxos.kube.SequencerRequest.$Shape} SequencerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.SequencerRequest & dxos.kube.SequencerRequest.$Shape;
        }

        namespace SequencerRequest {

            /** Properties of a SequencerRequest. */
            interface $Properties {

                /** SequencerRequest lease */
                lease?: (dxos.kube.LeaseRequest.$Properties|null);

                /** SequencerRequest confirm */
                confirm?: (dxos.kube.ConfirmRequest.$Properties|null);

                /** SequencerRequest release */
                release?: (dxos.kube.ReleaseRequest.$Properties|null);

                /** SequencerRequest order */
                order?: (dxos.kube.OrderRequest.$Properties|null);

                /** SequencerRequest settle */
                settle?: (dxos.kube.SettleRequest.$Properties|null);

                /** SequencerRequest fence */
                fence?: (dxos.kube.FenceRequest.$Properties|null);

                /** SequencerRequest body */
                body?: ("lease"|"confirm"|"release"|"order"|"settle"|"fence");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SequencerRequest. */
            type $Shape = {
              lease?: dxos.kube.LeaseRequest.$Shape|null;
              confirm?: dxos.kube.ConfirmRequest.$Shape|null;
              release?: dxos.kube.ReleaseRequest.$Shape|null;
              order?: dxos.kube.OrderRequest.$Shape|null;
              settle?: dxos.kube.SettleRequest.$Shape|null;
              fence?: dxos.kube.FenceRequest.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; lease?: null; confirm?: null; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "lease"; lease: dxos.kube.LeaseRequest.$Shape; confirm?: null; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "confirm"; lease?: null; confirm: dxos.kube.ConfirmRequest.$Shape; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "release"; lease?: null; confirm?: null; release: dxos.kube.ReleaseRequest.$Shape; order?: null; settle?: null; fence?: null }|{ body?: "order"; lease?: null; confirm?: null; release?: null; order: dxos.kube.OrderRequest.$Shape; settle?: null; fence?: null }|{ body?: "settle"; lease?: null; confirm?: null; release?: null; order?: null; settle: dxos.kube.SettleRequest.$Shape; fence?: null }|{ body?: "fence"; lease?: null; confirm?: null; release?: null; order?: null; settle?: null; fence: dxos.kube.FenceRequest.$Shape })
            );
        }

        /**
         * Properties of a SequencerAnswer.
         * @deprecated Use dxos.kube.SequencerAnswer.$Properties instead.
         */
        interface ISequencerAnswer extends dxos.kube.SequencerAnswer.$Properties {
        }

        /** Represents a SequencerAnswer. */
        class SequencerAnswer {

            /**
             * Constructs a new SequencerAnswer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.SequencerAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SequencerAnswer granted. */
            granted?: (dxos.kube.LeaseGranted.$Properties|null);

            /** SequencerAnswer confirmed. */
            confirmed?: (dxos.kube.Confirmed.$Properties|null);

            /** SequencerAnswer released. */
            released?: (dxos.kube.Released.$Properties|null);

            /** SequencerAnswer ordered. */
            ordered?: (dxos.kube.Ordered.$Properties|null);

            /** SequencerAnswer refusal. */
            refusal?: (dxos.kube.SequencerRefusal.$Properties|null);

            /** SequencerAnswer body. */
            body?: ("granted"|"confirmed"|"released"|"ordered"|"refusal");

            /**
             * Encodes the specified SequencerAnswer message. Does not implicitly {@link dxos.kube.SequencerAnswer.verify|verify} messages.
             * @param m SequencerAnswer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.SequencerAnswer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SequencerAnswer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerAnswer & dxos.kube.SequencerAnswer.$Shape} SequencerAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.SequencerAnswer & dxos.kube.SequencerAnswer.$Shape;
        }

        namespace SequencerAnswer {

            /** Properties of a SequencerAnswer. */
            interface $Properties {

                /** SequencerAnswer granted */
                granted?: (dxos.kube.LeaseGranted.$Properties|null);

                /** SequencerAnswer confirmed */
                confirmed?: (dxos.kube.Confirmed.$Properties|null);

                /** SequencerAnswer released */
                released?: (dxos.kube.Released.$Properties|null);

                /** SequencerAnswer ordered */
                ordered?: (dxos.kube.Ordered.$Properties|null);

                /** SequencerAnswer refusal */
                refusal?: (dxos.kube.SequencerRefusal.$Properties|null);

                /** SequencerAnswer body */
                body?: ("granted"|"confirmed"|"released"|"ordered"|"refusal");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SequencerAnswer. */
            type $Shape = {
              granted?: dxos.kube.LeaseGranted.$Shape|null;
              confirmed?: dxos.kube.Confirmed.$Shape|null;
              released?: dxos.kube.Released.$Shape|null;
              ordered?: dxos.kube.Ordered.$Shape|null;
              refusal?: dxos.kube.SequencerRefusal.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; granted?: null; confirmed?: null; released?: null; ordered?: null; refusal?: null }|{ body?: "granted"; granted: dxos.kube.LeaseGranted.$Shape; confirmed?: null; released?: null; ordered?: null; refusal?: null }|{ body?: "confirmed"; granted?: null; confirmed: dxos.kube.Confirmed.$Shape; released?: null; ordered?: null; refusal?: null }|{ body?: "released"; granted?: null; confirmed?: null; released: dxos.kube.Released.$Shape; ordered?: null; refusal?: null }|{ body?: "ordered"; granted?: null; confirmed?: null; released?: null; ordered: dxos.kube.Ordered.$Shape; refusal?: null }|{ body?: "refusal"; granted?: null; confirmed?: null; released?: null; ordered?: null; refusal: dxos.kube.SequencerRefusal.$Shape })
            );
        }

        /**
         * Properties of a Head.
         * @deprecated Use dxos.kube.Head.$Properties instead.
         */
        interface IHead extends dxos.kube.Head.$Properties {
        }

        /** Represents a Head. */
        class Head {

            /**
             * Constructs a new Head.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Head.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Head chain. */
            chain: string;

            /** Head sequence. */
            sequence: number;

            /** Head id. */
            id: Uint8Array;

            /**
             * Encodes the specified Head message. Does not implicitly {@link dxos.kube.Head.verify|verify} messages.
             * @param m Head message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Head.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Head message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Head & dxos.kube.Head.$Shape} Head
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Head & dxos.kube.Head.$Shape;
        }

        namespace Head {

            /** Properties of a Head. */
            interface $Properties {

                /** Head chain */
                chain?: (string|null);

                /** Head sequence */
                sequence?: (number|null);

                /** Head id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Head. */
            type $Shape = dxos.kube.Head.$Properties;
        }

        /**
         * Properties of a Hello.
         * @deprecated Use dxos.kube.Hello.$Properties instead.
         */
        interface IHello extends dxos.kube.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello subnet. */
            subnet: Uint8Array;

            /** Hello rules. */
            rules: number;

            /** Hello name. */
            name: string;

            /** Hello version. */
            version: string;

            /** Hello credentials. */
            credentials: string[];

            /** Hello clockMs. */
            clockMs: number;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link dxos.kube.Hello.verify|verify} messages.
             * @param m Hello message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Hello.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Hello & dxos.kube.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Hello & dxos.kube.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello subnet */
                subnet?: (Uint8Array|null);

                /** Hello rules */
                rules?: (number|null);

                /** Hello name */
                name?: (string|null);

                /** Hello version */
                version?: (string|null);

                /** Hello credentials */
                credentials?: (string[]|null);

                /** Hello clockMs */
                clockMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = dxos.kube.Hello.$Properties;
        }

        /**
         * Properties of a CheckpointOffer.
         * @deprecated Use dxos.kube.CheckpointOffer.$Properties instead.
         */
        interface ICheckpointOffer extends dxos.kube.CheckpointOffer.$Properties {
        }

        /** Represents a CheckpointOffer. */
        class CheckpointOffer {

            /**
             * Constructs a new CheckpointOffer.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.CheckpointOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckpointOffer sha256. */
            sha256: Uint8Array;

            /** CheckpointOffer position. */
            position: number;

            /** CheckpointOffer signers. */
            signers: number;

            /**
             * Encodes the specified CheckpointOffer message. Does not implicitly {@link dxos.kube.CheckpointOffer.verify|verify} messages.
             * @param m CheckpointOffer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.CheckpointOffer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckpointOffer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointOffer & dxos.kube.CheckpointOffer.$Shape} CheckpointOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.CheckpointOffer & dxos.kube.CheckpointOffer.$Shape;
        }

        namespace CheckpointOffer {

            /** Properties of a CheckpointOffer. */
            interface $Properties {

                /** CheckpointOffer sha256 */
                sha256?: (Uint8Array|null);

                /** CheckpointOffer position */
                position?: (number|null);

                /** CheckpointOffer signers */
                signers?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckpointOffer. */
            type $Shape = dxos.kube.CheckpointOffer.$Properties;
        }

        /**
         * Properties of a Heads.
         * @deprecated Use dxos.kube.Heads.$Properties instead.
         */
        interface IHeads extends dxos.kube.Heads.$Properties {
        }

        /** Represents a Heads. */
        class Heads {

            /**
             * Constructs a new Heads.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Heads.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Heads heads. */
            heads: dxos.kube.Head.$Properties[];

            /** Heads digest. */
            digest: Uint8Array;

            /** Heads reply. */
            reply: boolean;

            /** Heads checkpoints. */
            checkpoints: dxos.kube.CheckpointOffer.$Properties[];

            /**
             * Encodes the specified Heads message. Does not implicitly {@link dxos.kube.Heads.verify|verify} messages.
             * @param m Heads message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Heads.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Heads message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Heads & dxos.kube.Heads.$Shape} Heads
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Heads & dxos.kube.Heads.$Shape;
        }

        namespace Heads {

            /** Properties of a Heads. */
            interface $Properties {

                /** Heads heads */
                heads?: (dxos.kube.Head.$Properties[]|null);

                /** Heads digest */
                digest?: (Uint8Array|null);

                /** Heads reply */
                reply?: (boolean|null);

                /** Heads checkpoints */
                checkpoints?: (dxos.kube.CheckpointOffer.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Heads. */
            type $Shape = dxos.kube.Heads.$Properties;
        }

        /**
         * Properties of a Probe.
         * @deprecated Use dxos.kube.Probe.$Properties instead.
         */
        interface IProbe extends dxos.kube.Probe.$Properties {
        }

        /** Represents a Probe. */
        class Probe {

            /**
             * Constructs a new Probe.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Probe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Probe digest. */
            digest: Uint8Array;

            /** Probe headsDigest. */
            headsDigest: Uint8Array;

            /**
             * Encodes the specified Probe message. Does not implicitly {@link dxos.kube.Probe.verify|verify} messages.
             * @param m Probe message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Probe.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Probe & dxos.kube.Probe.$Shape} Probe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Probe & dxos.kube.Probe.$Shape;
        }

        namespace Probe {

            /** Properties of a Probe. */
            interface $Properties {

                /** Probe digest */
                digest?: (Uint8Array|null);

                /** Probe headsDigest */
                headsDigest?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Probe. */
            type $Shape = dxos.kube.Probe.$Properties;
        }

        /**
         * Properties of a Want.
         * @deprecated Use dxos.kube.Want.$Properties instead.
         */
        interface IWant extends dxos.kube.Want.$Properties {
        }

        /** Represents a Want. */
        class Want {

            /**
             * Constructs a new Want.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Want.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Want chain. */
            chain: string;

            /** Want after. */
            after: number;

            /** Want head. */
            head: Uint8Array;

            /** Want limit. */
            limit: number;

            /**
             * Encodes the specified Want message. Does not implicitly {@link dxos.kube.Want.verify|verify} messages.
             * @param m Want message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Want.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Want message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Want & dxos.kube.Want.$Shape} Want
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Want & dxos.kube.Want.$Shape;
        }

        namespace Want {

            /** Properties of a Want. */
            interface $Properties {

                /** Want chain */
                chain?: (string|null);

                /** Want after */
                after?: (number|null);

                /** Want head */
                head?: (Uint8Array|null);

                /** Want limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Want. */
            type $Shape = dxos.kube.Want.$Properties;
        }

        /**
         * Properties of an EntryBytes.
         * @deprecated Use dxos.kube.EntryBytes.$Properties instead.
         */
        interface IEntryBytes extends dxos.kube.EntryBytes.$Properties {
        }

        /** Represents an EntryBytes. */
        class EntryBytes {

            /**
             * Constructs a new EntryBytes.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.EntryBytes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EntryBytes commit. */
            commit: Uint8Array;

            /** EntryBytes changeset. */
            changeset: Uint8Array;

            /** EntryBytes objects. */
            objects: Uint8Array;

            /**
             * Encodes the specified EntryBytes message. Does not implicitly {@link dxos.kube.EntryBytes.verify|verify} messages.
             * @param m EntryBytes message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.EntryBytes.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EntryBytes message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.EntryBytes & dxos.kube.EntryBytes.$Shape} EntryBytes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.EntryBytes & dxos.kube.EntryBytes.$Shape;
        }

        namespace EntryBytes {

            /** Properties of an EntryBytes. */
            interface $Properties {

                /** EntryBytes commit */
                commit?: (Uint8Array|null);

                /** EntryBytes changeset */
                changeset?: (Uint8Array|null);

                /** EntryBytes objects */
                objects?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EntryBytes. */
            type $Shape = dxos.kube.EntryBytes.$Properties;
        }

        /**
         * Properties of a RawObject.
         * @deprecated Use dxos.kube.RawObject.$Properties instead.
         */
        interface IRawObject extends dxos.kube.RawObject.$Properties {
        }

        /** Represents a RawObject. */
        class RawObject {

            /**
             * Constructs a new RawObject.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.RawObject.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RawObject type. */
            type: number;

            /** RawObject content. */
            content: Uint8Array;

            /**
             * Encodes the specified RawObject message. Does not implicitly {@link dxos.kube.RawObject.verify|verify} messages.
             * @param m RawObject message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.RawObject.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RawObject message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.RawObject & dxos.kube.RawObject.$Shape} RawObject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.RawObject & dxos.kube.RawObject.$Shape;
        }

        namespace RawObject {

            /** Properties of a RawObject. */
            interface $Properties {

                /** RawObject type */
                type?: (number|null);

                /** RawObject content */
                content?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RawObject. */
            type $Shape = dxos.kube.RawObject.$Properties;
        }

        /**
         * Properties of an Entries.
         * @deprecated Use dxos.kube.Entries.$Properties instead.
         */
        interface IEntries extends dxos.kube.Entries.$Properties {
        }

        /** Represents an Entries. */
        class Entries {

            /**
             * Constructs a new Entries.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Entries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Entries entries. */
            entries: dxos.kube.EntryBytes.$Properties[];

            /** Entries chain. */
            chain: string;

            /** Entries head. */
            head: Uint8Array;

            /** Entries end. */
            end: boolean;

            /**
             * Encodes the specified Entries message. Does not implicitly {@link dxos.kube.Entries.verify|verify} messages.
             * @param m Entries message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Entries.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Entries message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Entries & dxos.kube.Entries.$Shape} Entries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Entries & dxos.kube.Entries.$Shape;
        }

        namespace Entries {

            /** Properties of an Entries. */
            interface $Properties {

                /** Entries entries */
                entries?: (dxos.kube.EntryBytes.$Properties[]|null);

                /** Entries chain */
                chain?: (string|null);

                /** Entries head */
                head?: (Uint8Array|null);

                /** Entries end */
                end?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Entries. */
            type $Shape = dxos.kube.Entries.$Properties;
        }

        /**
         * Properties of a Push.
         * @deprecated Use dxos.kube.Push.$Properties instead.
         */
        interface IPush extends dxos.kube.Push.$Properties {
        }

        /** Represents a Push. */
        class Push {

            /**
             * Constructs a new Push.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Push.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Push entry. */
            entry?: (dxos.kube.EntryBytes.$Properties|null);

            /** Push objects. */
            objects: dxos.kube.RawObject.$Properties[];

            /** Push objectsDeflated. */
            objectsDeflated: Uint8Array;

            /**
             * Encodes the specified Push message. Does not implicitly {@link dxos.kube.Push.verify|verify} messages.
             * @param m Push message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Push.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Push message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Push & dxos.kube.Push.$Shape} Push
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Push & dxos.kube.Push.$Shape;
        }

        namespace Push {

            /** Properties of a Push. */
            interface $Properties {

                /** Push entry */
                entry?: (dxos.kube.EntryBytes.$Properties|null);

                /** Push objects */
                objects?: (dxos.kube.RawObject.$Properties[]|null);

                /** Push objectsDeflated */
                objectsDeflated?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Push. */
            type $Shape = dxos.kube.Push.$Properties;
        }

        /**
         * Properties of a Have.
         * @deprecated Use dxos.kube.Have.$Properties instead.
         */
        interface IHave extends dxos.kube.Have.$Properties {
        }

        /** Represents a Have. */
        class Have {

            /**
             * Constructs a new Have.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Have.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Have heads. */
            heads: dxos.kube.Head.$Properties[];

            /** Have checkpoints. */
            checkpoints: dxos.kube.CheckpointOffer.$Properties[];

            /**
             * Encodes the specified Have message. Does not implicitly {@link dxos.kube.Have.verify|verify} messages.
             * @param m Have message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Have.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Have message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Have & dxos.kube.Have.$Shape} Have
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Have & dxos.kube.Have.$Shape;
        }

        namespace Have {

            /** Properties of a Have. */
            interface $Properties {

                /** Have heads */
                heads?: (dxos.kube.Head.$Properties[]|null);

                /** Have checkpoints */
                checkpoints?: (dxos.kube.CheckpointOffer.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Have. */
            type $Shape = dxos.kube.Have.$Properties;
        }

        /**
         * Properties of a Removed.
         * @deprecated Use dxos.kube.Removed.$Properties instead.
         */
        interface IRemoved extends dxos.kube.Removed.$Properties {
        }

        /** Represents a Removed. */
        class Removed {

            /**
             * Constructs a new Removed.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.Removed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Removed message. Does not implicitly {@link dxos.kube.Removed.verify|verify} messages.
             * @param m Removed message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.Removed.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Removed message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.Removed & dxos.kube.Removed.$Shape} Removed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.Removed & dxos.kube.Removed.$Shape;
        }

        namespace Removed {

            /** Properties of a Removed. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Removed. */
            type $Shape = dxos.kube.Removed.$Properties;
        }

        /**
         * Properties of a SyncMessage.
         * @deprecated Use dxos.kube.SyncMessage.$Properties instead.
         */
        interface ISyncMessage extends dxos.kube.SyncMessage.$Properties {
        }

        /** Represents a SyncMessage. */
        class SyncMessage {

            /**
             * Constructs a new SyncMessage.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.SyncMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SyncMessage hello. */
            hello?: (dxos.kube.Hello.$Properties|null);

            /** SyncMessage heads. */
            heads?: (dxos.kube.Heads.$Properties|null);

            /** SyncMessage probe. */
            probe?: (dxos.kube.Probe.$Properties|null);

            /** SyncMessage want. */
            want?: (dxos.kube.Want.$Properties|null);

            /** SyncMessage entries. */
            entries?: (dxos.kube.Entries.$Properties|null);

            /** SyncMessage push. */
            push?: (dxos.kube.Push.$Properties|null);

            /** SyncMessage have. */
            have?: (dxos.kube.Have.$Properties|null);

            /** SyncMessage removed. */
            removed?: (dxos.kube.Removed.$Properties|null);

            /** SyncMessage body. */
            body?: ("hello"|"heads"|"probe"|"want"|"entries"|"push"|"have"|"removed");

            /**
             * Encodes the specified SyncMessage message. Does not implicitly {@link dxos.kube.SyncMessage.verify|verify} messages.
             * @param m SyncMessage message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.SyncMessage.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SyncMessage message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.SyncMessage & dxos.kube.SyncMessage.$Shape} SyncMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.SyncMessage & dxos.kube.SyncMessage.$Shape;
        }

        namespace SyncMessage {

            /** Properties of a SyncMessage. */
            interface $Properties {

                /** SyncMessage hello */
                hello?: (dxos.kube.Hello.$Properties|null);

                /** SyncMessage heads */
                heads?: (dxos.kube.Heads.$Properties|null);

                /** SyncMessage probe */
                probe?: (dxos.kube.Probe.$Properties|null);

                /** SyncMessage want */
                want?: (dxos.kube.Want.$Properties|null);

                /** SyncMessage entries */
                entries?: (dxos.kube.Entries.$Properties|null);

                /** SyncMessage push */
                push?: (dxos.kube.Push.$Properties|null);

                /** SyncMessage have */
                have?: (dxos.kube.Have.$Properties|null);

                /** SyncMessage removed */
                removed?: (dxos.kube.Removed.$Properties|null);

                /** SyncMessage body */
                body?: ("hello"|"heads"|"probe"|"want"|"entries"|"push"|"have"|"removed");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SyncMessage. */
            type $Shape = {
              hello?: dxos.kube.Hello.$Shape|null;
              heads?: dxos.kube.Heads.$Shape|null;
              probe?: dxos.kube.Probe.$Shape|null;
              want?: dxos.kube.Want.$Shape|null;
              entries?: dxos.kube.Entries.$Shape|null;
              push?: dxos.kube.Push.$Shape|null;
              have?: dxos.kube.Have.$Shape|null;
              removed?: dxos.kube.Removed.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have?: null; removed?: null }|{ body?: "hello"; hello: dxos.kube.Hello.$Shape; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have?: null; removed?: null }|{ body?: "heads"; hello?: null; heads: dxos.kube.Heads.$Shape; probe?: null; want?: null; entries?: null; push?: null; have?: null; removed?: null }|{ body?: "probe"; hello?: null; heads?: null; probe: dxos.kube.Probe.$Shape; want?: null; entries?: null; push?: null; have?: null; removed?: null }|{ body?: "want"; hello?: null; heads?: null; probe?: null; want: dxos.kube.Want.$Shape; entries?: null; push?: null; have?: null; removed?: null }|{ body?: "entries"; hello?: null; heads?: null; probe?: null; want?: null; entries: dxos.kube.Entries.$Shape; push?: null; have?: null; removed?: null }|{ body?: "push"; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push: dxos.kube.Push.$Shape; have?: null; removed?: null }|{ body?: "have"; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have: dxos.kube.Have.$Shape; removed?: null }|{ body?: "removed"; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have?: null; removed: dxos.kube.Removed.$Shape })
            );
        }

        /**
         * Properties of an ObjectsRequest.
         * @deprecated Use dxos.kube.ObjectsRequest.$Properties instead.
         */
        interface IObjectsRequest extends dxos.kube.ObjectsRequest.$Properties {
        }

        /** Represents an ObjectsRequest. */
        class ObjectsRequest {

            /**
             * Constructs a new ObjectsRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ObjectsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ObjectsRequest want. */
            want: Uint8Array[];

            /**
             * Encodes the specified ObjectsRequest message. Does not implicitly {@link dxos.kube.ObjectsRequest.verify|verify} messages.
             * @param m ObjectsRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ObjectsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ObjectsRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ObjectsRequest & dxos.kube.ObjectsRequest.$Shape} ObjectsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ObjectsRequest & dxos.kube.ObjectsRequest.$Shape;
        }

        namespace ObjectsRequest {

            /** Properties of an ObjectsRequest. */
            interface $Properties {

                /** ObjectsRequest want */
                want?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ObjectsRequest. */
            type $Shape = dxos.kube.ObjectsRequest.$Properties;
        }

        /**
         * Properties of a ContentRequest.
         * @deprecated Use dxos.kube.ContentRequest.$Properties instead.
         */
        interface IContentRequest extends dxos.kube.ContentRequest.$Properties {
        }

        /** Represents a ContentRequest. */
        class ContentRequest {

            /**
             * Constructs a new ContentRequest.
             * @param [p] Properties to set
             */
            constructor(p?: dxos.kube.ContentRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContentRequest id. */
            id: Uint8Array;

            /** ContentRequest start. */
            start: number;

            /**
             * Encodes the specified ContentRequest message. Does not implicitly {@link dxos.kube.ContentRequest.verify|verify} messages.
             * @param m ContentRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: dxos.kube.ContentRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContentRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {dxos.kube.ContentRequest & dxos.kube.ContentRequest.$Shape} ContentRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): dxos.kube.ContentRequest & dxos.kube.ContentRequest.$Shape;
        }

        namespace ContentRequest {

            /** Properties of a ContentRequest. */
            interface $Properties {

                /** ContentRequest id */
                id?: (Uint8Array|null);

                /** ContentRequest start */
                start?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContentRequest. */
            type $Shape = dxos.kube.ContentRequest.$Properties;
        }
    }
}
