/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const dxos = $root.dxos = (() => {

    /**
     * Namespace dxos.
     * @exports dxos
     * @namespace
     */
    const dxos = {};

    dxos.dmg = (function() {

        /**
         * Namespace dmg.
         * @memberof dxos
         * @namespace
         */
        const dmg = {};

        dmg.descriptor = (function() {

            /**
             * Namespace descriptor.
             * @memberof dxos.dmg
             * @namespace
             */
            const descriptor = {};

            descriptor.FileSet = (function() {

                /**
                 * Properties of a FileSet.
                 * @typedef {Object} dxos.dmg.descriptor.FileSet.$Properties
                 * @property {Array.<dxos.dmg.descriptor.File.$Properties>|null} [file] FileSet file
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FileSet.
                 * @memberof dxos.dmg.descriptor
                 * @interface IFileSet
                 * @augments dxos.dmg.descriptor.FileSet.$Properties
                 * @deprecated Use dxos.dmg.descriptor.FileSet.$Properties instead.
                 */

                /**
                 * Shape of a FileSet.
                 * @typedef {dxos.dmg.descriptor.FileSet.$Properties} dxos.dmg.descriptor.FileSet.$Shape
                 */

                /**
                 * Constructs a new FileSet.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents a FileSet.
                 * @constructor
                 * @param {dxos.dmg.descriptor.FileSet.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FileSet = function (p) {
                    this.file = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * FileSet file.
                 * @member {Array.<dxos.dmg.descriptor.File.$Properties>} file
                 * @memberof dxos.dmg.descriptor.FileSet
                 * @instance
                 */
                FileSet.prototype.file = $util.emptyArray;

                /**
                 * Encodes the specified FileSet message. Does not implicitly {@link dxos.dmg.descriptor.FileSet.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.FileSet
                 * @static
                 * @param {dxos.dmg.descriptor.FileSet.$Properties} m FileSet message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FileSet.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.file != null && m.file.length) {
                        for (var i = 0; i < m.file.length; ++i)
                            $root.dxos.dmg.descriptor.File.encode(m.file[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a FileSet message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.FileSet
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.FileSet & dxos.dmg.descriptor.FileSet.$Shape} FileSet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FileSet.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.FileSet();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.file && m.file.length))
                                    m.file = [];
                                m.file.push($root.dxos.dmg.descriptor.File.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return FileSet;
            })();

            descriptor.File = (function() {

                /**
                 * Properties of a File.
                 * @typedef {Object} dxos.dmg.descriptor.File.$Properties
                 * @property {string|null} [name] File name
                 * @property {string|null} ["package"] File package
                 * @property {Array.<string>|null} [dependency] File dependency
                 * @property {Array.<dxos.dmg.descriptor.Message.$Properties>|null} [messageType] File messageType
                 * @property {Array.<dxos.dmg.descriptor.Enum.$Properties>|null} [enumType] File enumType
                 * @property {string|null} [syntax] File syntax
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a File.
                 * @memberof dxos.dmg.descriptor
                 * @interface IFile
                 * @augments dxos.dmg.descriptor.File.$Properties
                 * @deprecated Use dxos.dmg.descriptor.File.$Properties instead.
                 */

                /**
                 * Shape of a File.
                 * @typedef {dxos.dmg.descriptor.File.$Properties} dxos.dmg.descriptor.File.$Shape
                 */

                /**
                 * Constructs a new File.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents a File.
                 * @constructor
                 * @param {dxos.dmg.descriptor.File.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const File = function (p) {
                    this.dependency = [];
                    this.messageType = [];
                    this.enumType = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * File name.
                 * @member {string} name
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype.name = "";

                /**
                 * File package.
                 * @member {string} package
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype["package"] = "";

                /**
                 * File dependency.
                 * @member {Array.<string>} dependency
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype.dependency = $util.emptyArray;

                /**
                 * File messageType.
                 * @member {Array.<dxos.dmg.descriptor.Message.$Properties>} messageType
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype.messageType = $util.emptyArray;

                /**
                 * File enumType.
                 * @member {Array.<dxos.dmg.descriptor.Enum.$Properties>} enumType
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype.enumType = $util.emptyArray;

                /**
                 * File syntax.
                 * @member {string} syntax
                 * @memberof dxos.dmg.descriptor.File
                 * @instance
                 */
                File.prototype.syntax = "";

                /**
                 * Encodes the specified File message. Does not implicitly {@link dxos.dmg.descriptor.File.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.File
                 * @static
                 * @param {dxos.dmg.descriptor.File.$Properties} m File message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                File.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m["package"] != null && $Object.hasOwnProperty.call(m, "package") && m["package"] !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m["package"]);
                    if (m.dependency != null && m.dependency.length) {
                        for (var i = 0; i < m.dependency.length; ++i)
                            w.uint32(/* id 3, wireType 2 =*/26).string(m.dependency[i]);
                    }
                    if (m.messageType != null && m.messageType.length) {
                        for (var i = 0; i < m.messageType.length; ++i)
                            $root.dxos.dmg.descriptor.Message.encode(m.messageType[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                    }
                    if (m.enumType != null && m.enumType.length) {
                        for (var i = 0; i < m.enumType.length; ++i)
                            $root.dxos.dmg.descriptor.Enum.encode(m.enumType[i], w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                    }
                    if (m.syntax != null && $Object.hasOwnProperty.call(m, "syntax") && m.syntax !== "")
                        w.uint32(/* id 12, wireType 2 =*/98).string(m.syntax);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a File message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.File
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.File & dxos.dmg.descriptor.File.$Shape} File
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                File.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.File();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m["package"] = v;
                                else
                                    delete m["package"];
                                continue;
                            }
                        case 3: {
                                if (u !== 2)
                                    break;
                                if (!(m.dependency && m.dependency.length))
                                    m.dependency = [];
                                m.dependency.push(r.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (u !== 2)
                                    break;
                                if (!(m.messageType && m.messageType.length))
                                    m.messageType = [];
                                m.messageType.push($root.dxos.dmg.descriptor.Message.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 5: {
                                if (u !== 2)
                                    break;
                                if (!(m.enumType && m.enumType.length))
                                    m.enumType = [];
                                m.enumType.push($root.dxos.dmg.descriptor.Enum.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 12: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.syntax = v;
                                else
                                    delete m.syntax;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return File;
            })();

            descriptor.Range = (function() {

                /**
                 * Properties of a Range.
                 * @typedef {Object} dxos.dmg.descriptor.Range.$Properties
                 * @property {number|null} [start] Range start
                 * @property {number|null} [end] Range end
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Range.
                 * @memberof dxos.dmg.descriptor
                 * @interface IRange
                 * @augments dxos.dmg.descriptor.Range.$Properties
                 * @deprecated Use dxos.dmg.descriptor.Range.$Properties instead.
                 */

                /**
                 * Shape of a Range.
                 * @typedef {dxos.dmg.descriptor.Range.$Properties} dxos.dmg.descriptor.Range.$Shape
                 */

                /**
                 * Constructs a new Range.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents a Range.
                 * @constructor
                 * @param {dxos.dmg.descriptor.Range.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Range = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Range start.
                 * @member {number} start
                 * @memberof dxos.dmg.descriptor.Range
                 * @instance
                 */
                Range.prototype.start = 0;

                /**
                 * Range end.
                 * @member {number} end
                 * @memberof dxos.dmg.descriptor.Range
                 * @instance
                 */
                Range.prototype.end = 0;

                /**
                 * Encodes the specified Range message. Does not implicitly {@link dxos.dmg.descriptor.Range.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.Range
                 * @static
                 * @param {dxos.dmg.descriptor.Range.$Properties} m Range message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Range.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.start != null && $Object.hasOwnProperty.call(m, "start") && m.start !== 0)
                        w.uint32(/* id 1, wireType 0 =*/8).int32(m.start);
                    if (m.end != null && $Object.hasOwnProperty.call(m, "end") && m.end !== 0)
                        w.uint32(/* id 2, wireType 0 =*/16).int32(m.end);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Range message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.Range
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Range & dxos.dmg.descriptor.Range.$Shape} Range
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Range.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.Range();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 0)
                                    break;
                                if (v = r.int32())
                                    m.start = v;
                                else
                                    delete m.start;
                                continue;
                            }
                        case 2: {
                                if (u !== 0)
                                    break;
                                if (v = r.int32())
                                    m.end = v;
                                else
                                    delete m.end;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Range;
            })();

            descriptor.Message = (function() {

                /**
                 * Properties of a Message.
                 * @typedef {Object} dxos.dmg.descriptor.Message.$Properties
                 * @property {string|null} [name] Message name
                 * @property {Array.<dxos.dmg.descriptor.Field.$Properties>|null} [field] Message field
                 * @property {Array.<dxos.dmg.descriptor.Message.$Properties>|null} [nestedType] Message nestedType
                 * @property {Array.<dxos.dmg.descriptor.Enum.$Properties>|null} [enumType] Message enumType
                 * @property {dxos.dmg.descriptor.Message.Options.$Properties|null} [options] Message options
                 * @property {Array.<dxos.dmg.descriptor.Message.Oneof.$Properties>|null} [oneofDecl] Message oneofDecl
                 * @property {Array.<dxos.dmg.descriptor.Range.$Properties>|null} [reservedRange] Message reservedRange
                 * @property {Array.<string>|null} [reservedName] Message reservedName
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Message.
                 * @memberof dxos.dmg.descriptor
                 * @interface IMessage
                 * @augments dxos.dmg.descriptor.Message.$Properties
                 * @deprecated Use dxos.dmg.descriptor.Message.$Properties instead.
                 */

                /**
                 * Shape of a Message.
                 * @typedef {dxos.dmg.descriptor.Message.$Properties} dxos.dmg.descriptor.Message.$Shape
                 */

                /**
                 * Constructs a new Message.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents a Message.
                 * @constructor
                 * @param {dxos.dmg.descriptor.Message.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Message = function (p) {
                    this.field = [];
                    this.nestedType = [];
                    this.enumType = [];
                    this.oneofDecl = [];
                    this.reservedRange = [];
                    this.reservedName = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Message name.
                 * @member {string} name
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.name = "";

                /**
                 * Message field.
                 * @member {Array.<dxos.dmg.descriptor.Field.$Properties>} field
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.field = $util.emptyArray;

                /**
                 * Message nestedType.
                 * @member {Array.<dxos.dmg.descriptor.Message.$Properties>} nestedType
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.nestedType = $util.emptyArray;

                /**
                 * Message enumType.
                 * @member {Array.<dxos.dmg.descriptor.Enum.$Properties>} enumType
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.enumType = $util.emptyArray;

                /**
                 * Message options.
                 * @member {dxos.dmg.descriptor.Message.Options.$Properties|null|undefined} options
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.options = null;

                /**
                 * Message oneofDecl.
                 * @member {Array.<dxos.dmg.descriptor.Message.Oneof.$Properties>} oneofDecl
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.oneofDecl = $util.emptyArray;

                /**
                 * Message reservedRange.
                 * @member {Array.<dxos.dmg.descriptor.Range.$Properties>} reservedRange
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.reservedRange = $util.emptyArray;

                /**
                 * Message reservedName.
                 * @member {Array.<string>} reservedName
                 * @memberof dxos.dmg.descriptor.Message
                 * @instance
                 */
                Message.prototype.reservedName = $util.emptyArray;

                /**
                 * Encodes the specified Message message. Does not implicitly {@link dxos.dmg.descriptor.Message.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.Message
                 * @static
                 * @param {dxos.dmg.descriptor.Message.$Properties} m Message message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Message.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.field != null && m.field.length) {
                        for (var i = 0; i < m.field.length; ++i)
                            $root.dxos.dmg.descriptor.Field.encode(m.field[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    }
                    if (m.nestedType != null && m.nestedType.length) {
                        for (var i = 0; i < m.nestedType.length; ++i)
                            $root.dxos.dmg.descriptor.Message.encode(m.nestedType[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                    }
                    if (m.enumType != null && m.enumType.length) {
                        for (var i = 0; i < m.enumType.length; ++i)
                            $root.dxos.dmg.descriptor.Enum.encode(m.enumType[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                    }
                    if (m.options != null && $Object.hasOwnProperty.call(m, "options"))
                        $root.dxos.dmg.descriptor.Message.Options.encode(m.options, w.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
                    if (m.oneofDecl != null && m.oneofDecl.length) {
                        for (var i = 0; i < m.oneofDecl.length; ++i)
                            $root.dxos.dmg.descriptor.Message.Oneof.encode(m.oneofDecl[i], w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                    }
                    if (m.reservedRange != null && m.reservedRange.length) {
                        for (var i = 0; i < m.reservedRange.length; ++i)
                            $root.dxos.dmg.descriptor.Range.encode(m.reservedRange[i], w.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
                    }
                    if (m.reservedName != null && m.reservedName.length) {
                        for (var i = 0; i < m.reservedName.length; ++i)
                            w.uint32(/* id 10, wireType 2 =*/82).string(m.reservedName[i]);
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Message message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.Message
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Message & dxos.dmg.descriptor.Message.$Shape} Message
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Message.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.Message();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if (!(m.field && m.field.length))
                                    m.field = [];
                                m.field.push($root.dxos.dmg.descriptor.Field.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 3: {
                                if (u !== 2)
                                    break;
                                if (!(m.nestedType && m.nestedType.length))
                                    m.nestedType = [];
                                m.nestedType.push($root.dxos.dmg.descriptor.Message.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 4: {
                                if (u !== 2)
                                    break;
                                if (!(m.enumType && m.enumType.length))
                                    m.enumType = [];
                                m.enumType.push($root.dxos.dmg.descriptor.Enum.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 7: {
                                if (u !== 2)
                                    break;
                                m.options = $root.dxos.dmg.descriptor.Message.Options.decode(r, r.size(), $undefined, q + 1, m.options);
                                continue;
                            }
                        case 8: {
                                if (u !== 2)
                                    break;
                                if (!(m.oneofDecl && m.oneofDecl.length))
                                    m.oneofDecl = [];
                                m.oneofDecl.push($root.dxos.dmg.descriptor.Message.Oneof.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 9: {
                                if (u !== 2)
                                    break;
                                if (!(m.reservedRange && m.reservedRange.length))
                                    m.reservedRange = [];
                                m.reservedRange.push($root.dxos.dmg.descriptor.Range.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 10: {
                                if (u !== 2)
                                    break;
                                if (!(m.reservedName && m.reservedName.length))
                                    m.reservedName = [];
                                m.reservedName.push(r.stringVerify());
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                Message.Oneof = (function() {

                    /**
                     * Properties of a Oneof.
                     * @typedef {Object} dxos.dmg.descriptor.Message.Oneof.$Properties
                     * @property {string|null} [name] Oneof name
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a Oneof.
                     * @memberof dxos.dmg.descriptor.Message
                     * @interface IOneof
                     * @augments dxos.dmg.descriptor.Message.Oneof.$Properties
                     * @deprecated Use dxos.dmg.descriptor.Message.Oneof.$Properties instead.
                     */

                    /**
                     * Shape of a Oneof.
                     * @typedef {dxos.dmg.descriptor.Message.Oneof.$Properties} dxos.dmg.descriptor.Message.Oneof.$Shape
                     */

                    /**
                     * Constructs a new Oneof.
                     * @memberof dxos.dmg.descriptor.Message
                     * @classdesc Represents a Oneof.
                     * @constructor
                     * @param {dxos.dmg.descriptor.Message.Oneof.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Oneof = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Oneof name.
                     * @member {string} name
                     * @memberof dxos.dmg.descriptor.Message.Oneof
                     * @instance
                     */
                    Oneof.prototype.name = "";

                    /**
                     * Encodes the specified Oneof message. Does not implicitly {@link dxos.dmg.descriptor.Message.Oneof.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.descriptor.Message.Oneof
                     * @static
                     * @param {dxos.dmg.descriptor.Message.Oneof.$Properties} m Oneof message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Oneof.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                            w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes a Oneof message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.descriptor.Message.Oneof
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Message.Oneof & dxos.dmg.descriptor.Message.Oneof.$Shape} Oneof
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Oneof.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m, v;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.descriptor.Message.Oneof();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 1: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.name = v;
                                    else
                                        delete m.name;
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Oneof;
                })();

                Message.Options = (function() {

                    /**
                     * Properties of an Options.
                     * @typedef {Object} dxos.dmg.descriptor.Message.Options.$Properties
                     * @property {boolean|null} [mapEntry] Options mapEntry
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an Options.
                     * @memberof dxos.dmg.descriptor.Message
                     * @interface IOptions
                     * @augments dxos.dmg.descriptor.Message.Options.$Properties
                     * @deprecated Use dxos.dmg.descriptor.Message.Options.$Properties instead.
                     */

                    /**
                     * Shape of an Options.
                     * @typedef {dxos.dmg.descriptor.Message.Options.$Properties} dxos.dmg.descriptor.Message.Options.$Shape
                     */

                    /**
                     * Constructs a new Options.
                     * @memberof dxos.dmg.descriptor.Message
                     * @classdesc Represents an Options.
                     * @constructor
                     * @param {dxos.dmg.descriptor.Message.Options.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Options = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Options mapEntry.
                     * @member {boolean} mapEntry
                     * @memberof dxos.dmg.descriptor.Message.Options
                     * @instance
                     */
                    Options.prototype.mapEntry = false;

                    /**
                     * Encodes the specified Options message. Does not implicitly {@link dxos.dmg.descriptor.Message.Options.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.descriptor.Message.Options
                     * @static
                     * @param {dxos.dmg.descriptor.Message.Options.$Properties} m Options message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Options.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.mapEntry != null && $Object.hasOwnProperty.call(m, "mapEntry") && m.mapEntry !== false)
                            w.uint32(/* id 7, wireType 0 =*/56).bool(m.mapEntry);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes an Options message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.descriptor.Message.Options
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Message.Options & dxos.dmg.descriptor.Message.Options.$Shape} Options
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Options.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m, v;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.descriptor.Message.Options();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 7: {
                                    if (u !== 0)
                                        break;
                                    if (v = r.bool())
                                        m.mapEntry = v;
                                    else
                                        delete m.mapEntry;
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Options;
                })();

                return Message;
            })();

            descriptor.Field = (function() {

                /**
                 * Properties of a Field.
                 * @typedef {Object} dxos.dmg.descriptor.Field.$Properties
                 * @property {string|null} [name] Field name
                 * @property {number|null} [number] Field number
                 * @property {number|null} [label] Field label
                 * @property {number|null} [type] Field type
                 * @property {string|null} [typeName] Field typeName
                 * @property {dxos.dmg.descriptor.Field.Options.$Properties|null} [options] Field options
                 * @property {number|null} [oneofIndex] Field oneofIndex
                 * @property {string|null} [jsonName] Field jsonName
                 * @property {boolean|null} [proto3Optional] Field proto3Optional
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Field.
                 * @memberof dxos.dmg.descriptor
                 * @interface IField
                 * @augments dxos.dmg.descriptor.Field.$Properties
                 * @deprecated Use dxos.dmg.descriptor.Field.$Properties instead.
                 */

                /**
                 * Shape of a Field.
                 * @typedef {dxos.dmg.descriptor.Field.$Properties} dxos.dmg.descriptor.Field.$Shape
                 */

                /**
                 * Constructs a new Field.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents a Field.
                 * @constructor
                 * @param {dxos.dmg.descriptor.Field.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Field = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Field name.
                 * @member {string} name
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.name = "";

                /**
                 * Field number.
                 * @member {number} number
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.number = 0;

                /**
                 * Field label.
                 * @member {number} label
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.label = 0;

                /**
                 * Field type.
                 * @member {number} type
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.type = 0;

                /**
                 * Field typeName.
                 * @member {string} typeName
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.typeName = "";

                /**
                 * Field options.
                 * @member {dxos.dmg.descriptor.Field.Options.$Properties|null|undefined} options
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.options = null;

                /**
                 * Field oneofIndex.
                 * @member {number|null|undefined} oneofIndex
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.oneofIndex = null;

                /**
                 * Field jsonName.
                 * @member {string} jsonName
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.jsonName = "";

                /**
                 * Field proto3Optional.
                 * @member {boolean} proto3Optional
                 * @memberof dxos.dmg.descriptor.Field
                 * @instance
                 */
                Field.prototype.proto3Optional = false;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Field.prototype, "_oneofIndex", {
                    get: $util.oneOfGetter($oneOfFields = ["oneofIndex"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Field message. Does not implicitly {@link dxos.dmg.descriptor.Field.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.Field
                 * @static
                 * @param {dxos.dmg.descriptor.Field.$Properties} m Field message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Field.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.number != null && $Object.hasOwnProperty.call(m, "number") && m.number !== 0)
                        w.uint32(/* id 3, wireType 0 =*/24).int32(m.number);
                    if (m.label != null && $Object.hasOwnProperty.call(m, "label") && m.label !== 0)
                        w.uint32(/* id 4, wireType 0 =*/32).int32(m.label);
                    if (m.type != null && $Object.hasOwnProperty.call(m, "type") && m.type !== 0)
                        w.uint32(/* id 5, wireType 0 =*/40).int32(m.type);
                    if (m.typeName != null && $Object.hasOwnProperty.call(m, "typeName") && m.typeName !== "")
                        w.uint32(/* id 6, wireType 2 =*/50).string(m.typeName);
                    if (m.options != null && $Object.hasOwnProperty.call(m, "options"))
                        $root.dxos.dmg.descriptor.Field.Options.encode(m.options, w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                    if (m.oneofIndex != null && $Object.hasOwnProperty.call(m, "oneofIndex"))
                        w.uint32(/* id 9, wireType 0 =*/72).int32(m.oneofIndex);
                    if (m.jsonName != null && $Object.hasOwnProperty.call(m, "jsonName") && m.jsonName !== "")
                        w.uint32(/* id 10, wireType 2 =*/82).string(m.jsonName);
                    if (m.proto3Optional != null && $Object.hasOwnProperty.call(m, "proto3Optional") && m.proto3Optional !== false)
                        w.uint32(/* id 17, wireType 0 =*/136).bool(m.proto3Optional);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Field message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.Field
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Field & dxos.dmg.descriptor.Field.$Shape} Field
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Field.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.Field();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 3: {
                                if (u !== 0)
                                    break;
                                if (v = r.int32())
                                    m.number = v;
                                else
                                    delete m.number;
                                continue;
                            }
                        case 4: {
                                if (u !== 0)
                                    break;
                                if (v = r.int32())
                                    m.label = v;
                                else
                                    delete m.label;
                                continue;
                            }
                        case 5: {
                                if (u !== 0)
                                    break;
                                if (v = r.int32())
                                    m.type = v;
                                else
                                    delete m.type;
                                continue;
                            }
                        case 6: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.typeName = v;
                                else
                                    delete m.typeName;
                                continue;
                            }
                        case 8: {
                                if (u !== 2)
                                    break;
                                m.options = $root.dxos.dmg.descriptor.Field.Options.decode(r, r.size(), $undefined, q + 1, m.options);
                                continue;
                            }
                        case 9: {
                                if (u !== 0)
                                    break;
                                m.oneofIndex = r.int32();
                                m._oneofIndex = "oneofIndex";
                                continue;
                            }
                        case 10: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.jsonName = v;
                                else
                                    delete m.jsonName;
                                continue;
                            }
                        case 17: {
                                if (u !== 0)
                                    break;
                                if (v = r.bool())
                                    m.proto3Optional = v;
                                else
                                    delete m.proto3Optional;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                Field.Options = (function() {

                    /**
                     * Properties of an Options.
                     * @typedef {Object} dxos.dmg.descriptor.Field.Options.$Properties
                     * @property {boolean|null} [packed] Options packed
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an Options.
                     * @memberof dxos.dmg.descriptor.Field
                     * @interface IOptions
                     * @augments dxos.dmg.descriptor.Field.Options.$Properties
                     * @deprecated Use dxos.dmg.descriptor.Field.Options.$Properties instead.
                     */

                    /**
                     * Shape of an Options.
                     * @typedef {dxos.dmg.descriptor.Field.Options.$Properties} dxos.dmg.descriptor.Field.Options.$Shape
                     */

                    /**
                     * Constructs a new Options.
                     * @memberof dxos.dmg.descriptor.Field
                     * @classdesc Represents an Options.
                     * @constructor
                     * @param {dxos.dmg.descriptor.Field.Options.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Options = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Options packed.
                     * @member {boolean|null|undefined} packed
                     * @memberof dxos.dmg.descriptor.Field.Options
                     * @instance
                     */
                    Options.prototype.packed = null;

                    // OneOf field names bound to virtual getters and setters
                    let $oneOfFields;

                    // Virtual OneOf for proto3 optional field
                    $Object.defineProperty(Options.prototype, "_packed", {
                        get: $util.oneOfGetter($oneOfFields = ["packed"]),
                        set: $util.oneOfSetter($oneOfFields)
                    });

                    /**
                     * Encodes the specified Options message. Does not implicitly {@link dxos.dmg.descriptor.Field.Options.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.descriptor.Field.Options
                     * @static
                     * @param {dxos.dmg.descriptor.Field.Options.$Properties} m Options message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Options.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.packed != null && $Object.hasOwnProperty.call(m, "packed"))
                            w.uint32(/* id 2, wireType 0 =*/16).bool(m.packed);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes an Options message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.descriptor.Field.Options
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Field.Options & dxos.dmg.descriptor.Field.Options.$Shape} Options
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Options.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.descriptor.Field.Options();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 2: {
                                    if (u !== 0)
                                        break;
                                    m.packed = r.bool();
                                    m._packed = "packed";
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Options;
                })();

                return Field;
            })();

            descriptor.Enum = (function() {

                /**
                 * Properties of an Enum.
                 * @typedef {Object} dxos.dmg.descriptor.Enum.$Properties
                 * @property {string|null} [name] Enum name
                 * @property {Array.<dxos.dmg.descriptor.Enum.Value.$Properties>|null} [value] Enum value
                 * @property {Array.<dxos.dmg.descriptor.Range.$Properties>|null} [reservedRange] Enum reservedRange
                 * @property {Array.<string>|null} [reservedName] Enum reservedName
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Enum.
                 * @memberof dxos.dmg.descriptor
                 * @interface IEnum
                 * @augments dxos.dmg.descriptor.Enum.$Properties
                 * @deprecated Use dxos.dmg.descriptor.Enum.$Properties instead.
                 */

                /**
                 * Shape of an Enum.
                 * @typedef {dxos.dmg.descriptor.Enum.$Properties} dxos.dmg.descriptor.Enum.$Shape
                 */

                /**
                 * Constructs a new Enum.
                 * @memberof dxos.dmg.descriptor
                 * @classdesc Represents an Enum.
                 * @constructor
                 * @param {dxos.dmg.descriptor.Enum.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Enum = function (p) {
                    this.value = [];
                    this.reservedRange = [];
                    this.reservedName = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Enum name.
                 * @member {string} name
                 * @memberof dxos.dmg.descriptor.Enum
                 * @instance
                 */
                Enum.prototype.name = "";

                /**
                 * Enum value.
                 * @member {Array.<dxos.dmg.descriptor.Enum.Value.$Properties>} value
                 * @memberof dxos.dmg.descriptor.Enum
                 * @instance
                 */
                Enum.prototype.value = $util.emptyArray;

                /**
                 * Enum reservedRange.
                 * @member {Array.<dxos.dmg.descriptor.Range.$Properties>} reservedRange
                 * @memberof dxos.dmg.descriptor.Enum
                 * @instance
                 */
                Enum.prototype.reservedRange = $util.emptyArray;

                /**
                 * Enum reservedName.
                 * @member {Array.<string>} reservedName
                 * @memberof dxos.dmg.descriptor.Enum
                 * @instance
                 */
                Enum.prototype.reservedName = $util.emptyArray;

                /**
                 * Encodes the specified Enum message. Does not implicitly {@link dxos.dmg.descriptor.Enum.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.descriptor.Enum
                 * @static
                 * @param {dxos.dmg.descriptor.Enum.$Properties} m Enum message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Enum.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.value != null && m.value.length) {
                        for (var i = 0; i < m.value.length; ++i)
                            $root.dxos.dmg.descriptor.Enum.Value.encode(m.value[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    }
                    if (m.reservedRange != null && m.reservedRange.length) {
                        for (var i = 0; i < m.reservedRange.length; ++i)
                            $root.dxos.dmg.descriptor.Range.encode(m.reservedRange[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                    }
                    if (m.reservedName != null && m.reservedName.length) {
                        for (var i = 0; i < m.reservedName.length; ++i)
                            w.uint32(/* id 5, wireType 2 =*/42).string(m.reservedName[i]);
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes an Enum message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.descriptor.Enum
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.descriptor.Enum & dxos.dmg.descriptor.Enum.$Shape} Enum
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Enum.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.descriptor.Enum();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if (!(m.value && m.value.length))
                                    m.value = [];
                                m.value.push($root.dxos.dmg.descriptor.Enum.Value.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 4: {
                                if (u !== 2)
                                    break;
                                if (!(m.reservedRange && m.reservedRange.length))
                                    m.reservedRange = [];
                                m.reservedRange.push($root.dxos.dmg.descriptor.Range.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 5: {
                                if (u !== 2)
                                    break;
                                if (!(m.reservedName && m.reservedName.length))
                                    m.reservedName = [];
                                m.reservedName.push(r.stringVerify());
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                Enum.Value = (function() {

                    /**
                     * Properties of a Value.
                     * @typedef {Object} dxos.dmg.descriptor.Enum.Value.$Properties
                     * @property {string|null} [name] Value name
                     * @property {number|null} [number] Value number
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a Value.
                     * @memberof dxos.dmg.descriptor.Enum
                     * @interface IValue
                     * @augments dxos.dmg.descriptor.Enum.Value.$Properties
                     * @deprecated Use dxos.dmg.descriptor.Enum.Value.$Properties instead.
                     */

                    /**
                     * Shape of a Value.
                     * @typedef {dxos.dmg.descriptor.Enum.Value.$Properties} dxos.dmg.descriptor.Enum.Value.$Shape
                     */

                    /**
                     * Constructs a new Value.
                     * @memberof dxos.dmg.descriptor.Enum
                     * @classdesc Represents a Value.
                     * @constructor
                     * @param {dxos.dmg.descriptor.Enum.Value.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Value = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Value name.
                     * @member {string} name
                     * @memberof dxos.dmg.descriptor.Enum.Value
                     * @instance
                     */
                    Value.prototype.name = "";

                    /**
                     * Value number.
                     * @member {number} number
                     * @memberof dxos.dmg.descriptor.Enum.Value
                     * @instance
                     */
                    Value.prototype.number = 0;

                    /**
                     * Encodes the specified Value message. Does not implicitly {@link dxos.dmg.descriptor.Enum.Value.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.descriptor.Enum.Value
                     * @static
                     * @param {dxos.dmg.descriptor.Enum.Value.$Properties} m Value message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Value.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                            w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                        if (m.number != null && $Object.hasOwnProperty.call(m, "number") && m.number !== 0)
                            w.uint32(/* id 2, wireType 0 =*/16).int32(m.number);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes a Value message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.descriptor.Enum.Value
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.descriptor.Enum.Value & dxos.dmg.descriptor.Enum.Value.$Shape} Value
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Value.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m, v;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.descriptor.Enum.Value();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 1: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.name = v;
                                    else
                                        delete m.name;
                                    continue;
                                }
                            case 2: {
                                    if (u !== 0)
                                        break;
                                    if (v = r.int32())
                                        m.number = v;
                                    else
                                        delete m.number;
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Value;
                })();

                return Enum;
            })();

            return descriptor;
        })();

        dmg.Payload = (function() {

            /**
             * Properties of a Payload.
             * @typedef {Object} dxos.dmg.Payload.$Properties
             * @property {string|null} [type] Payload type
             * @property {Uint8Array|null} [value] Payload value
             * @property {Uint8Array|null} [schema] Payload schema
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Payload.
             * @memberof dxos.dmg
             * @interface IPayload
             * @augments dxos.dmg.Payload.$Properties
             * @deprecated Use dxos.dmg.Payload.$Properties instead.
             */

            /**
             * Shape of a Payload.
             * @typedef {dxos.dmg.Payload.$Properties} dxos.dmg.Payload.$Shape
             */

            /**
             * Constructs a new Payload.
             * @memberof dxos.dmg
             * @classdesc Represents a Payload.
             * @constructor
             * @param {dxos.dmg.Payload.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Payload = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Payload type.
             * @member {string} type
             * @memberof dxos.dmg.Payload
             * @instance
             */
            Payload.prototype.type = "";

            /**
             * Payload value.
             * @member {Uint8Array} value
             * @memberof dxos.dmg.Payload
             * @instance
             */
            Payload.prototype.value = $util.newBuffer([]);

            /**
             * Payload schema.
             * @member {Uint8Array} schema
             * @memberof dxos.dmg.Payload
             * @instance
             */
            Payload.prototype.schema = $util.newBuffer([]);

            /**
             * Encodes the specified Payload message. Does not implicitly {@link dxos.dmg.Payload.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Payload
             * @static
             * @param {dxos.dmg.Payload.$Properties} m Payload message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Payload.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.type != null && $Object.hasOwnProperty.call(m, "type") && m.type !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.type);
                if (m.value != null && $Object.hasOwnProperty.call(m, "value") && m.value.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.value);
                if (m.schema != null && $Object.hasOwnProperty.call(m, "schema") && m.schema.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.schema);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Payload
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Payload & dxos.dmg.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Payload.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Payload();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.type = v;
                            else
                                delete m.type;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.value = v;
                            else
                                delete m.value;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.schema = v;
                            else
                                delete m.schema;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Payload;
        })();

        dmg.TextEntry = (function() {

            /**
             * Properties of a TextEntry.
             * @typedef {Object} dxos.dmg.TextEntry.$Properties
             * @property {string|null} [key] TextEntry key
             * @property {string|null} [value] TextEntry value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TextEntry.
             * @memberof dxos.dmg
             * @interface ITextEntry
             * @augments dxos.dmg.TextEntry.$Properties
             * @deprecated Use dxos.dmg.TextEntry.$Properties instead.
             */

            /**
             * Shape of a TextEntry.
             * @typedef {dxos.dmg.TextEntry.$Properties} dxos.dmg.TextEntry.$Shape
             */

            /**
             * Constructs a new TextEntry.
             * @memberof dxos.dmg
             * @classdesc Represents a TextEntry.
             * @constructor
             * @param {dxos.dmg.TextEntry.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TextEntry = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * TextEntry key.
             * @member {string} key
             * @memberof dxos.dmg.TextEntry
             * @instance
             */
            TextEntry.prototype.key = "";

            /**
             * TextEntry value.
             * @member {string} value
             * @memberof dxos.dmg.TextEntry
             * @instance
             */
            TextEntry.prototype.value = "";

            /**
             * Encodes the specified TextEntry message. Does not implicitly {@link dxos.dmg.TextEntry.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.TextEntry
             * @static
             * @param {dxos.dmg.TextEntry.$Properties} m TextEntry message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TextEntry.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.key);
                if (m.value != null && $Object.hasOwnProperty.call(m, "value") && m.value !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.value);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a TextEntry message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.TextEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.TextEntry & dxos.dmg.TextEntry.$Shape} TextEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TextEntry.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.TextEntry();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.value = v;
                            else
                                delete m.value;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return TextEntry;
        })();

        dmg.HeaderRule = (function() {

            /**
             * Properties of a HeaderRule.
             * @typedef {Object} dxos.dmg.HeaderRule.$Properties
             * @property {string|null} [key] HeaderRule key
             * @property {dxos.dmg.HeaderRule.Headers.$Properties|null} [value] HeaderRule value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HeaderRule.
             * @memberof dxos.dmg
             * @interface IHeaderRule
             * @augments dxos.dmg.HeaderRule.$Properties
             * @deprecated Use dxos.dmg.HeaderRule.$Properties instead.
             */

            /**
             * Shape of a HeaderRule.
             * @typedef {dxos.dmg.HeaderRule.$Properties} dxos.dmg.HeaderRule.$Shape
             */

            /**
             * Constructs a new HeaderRule.
             * @memberof dxos.dmg
             * @classdesc Represents a HeaderRule.
             * @constructor
             * @param {dxos.dmg.HeaderRule.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HeaderRule = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * HeaderRule key.
             * @member {string} key
             * @memberof dxos.dmg.HeaderRule
             * @instance
             */
            HeaderRule.prototype.key = "";

            /**
             * HeaderRule value.
             * @member {dxos.dmg.HeaderRule.Headers.$Properties|null|undefined} value
             * @memberof dxos.dmg.HeaderRule
             * @instance
             */
            HeaderRule.prototype.value = null;

            /**
             * Encodes the specified HeaderRule message. Does not implicitly {@link dxos.dmg.HeaderRule.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.HeaderRule
             * @static
             * @param {dxos.dmg.HeaderRule.$Properties} m HeaderRule message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HeaderRule.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.key);
                if (m.value != null && $Object.hasOwnProperty.call(m, "value"))
                    $root.dxos.dmg.HeaderRule.Headers.encode(m.value, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a HeaderRule message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.HeaderRule
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.HeaderRule & dxos.dmg.HeaderRule.$Shape} HeaderRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HeaderRule.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.HeaderRule();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.value = $root.dxos.dmg.HeaderRule.Headers.decode(r, r.size(), $undefined, q + 1, m.value);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            HeaderRule.Headers = (function() {

                /**
                 * Properties of a Headers.
                 * @typedef {Object} dxos.dmg.HeaderRule.Headers.$Properties
                 * @property {Array.<dxos.dmg.TextEntry.$Properties>|null} [headers] Headers headers
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Headers.
                 * @memberof dxos.dmg.HeaderRule
                 * @interface IHeaders
                 * @augments dxos.dmg.HeaderRule.Headers.$Properties
                 * @deprecated Use dxos.dmg.HeaderRule.Headers.$Properties instead.
                 */

                /**
                 * Shape of a Headers.
                 * @typedef {dxos.dmg.HeaderRule.Headers.$Properties} dxos.dmg.HeaderRule.Headers.$Shape
                 */

                /**
                 * Constructs a new Headers.
                 * @memberof dxos.dmg.HeaderRule
                 * @classdesc Represents a Headers.
                 * @constructor
                 * @param {dxos.dmg.HeaderRule.Headers.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Headers = function (p) {
                    this.headers = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Headers headers.
                 * @member {Array.<dxos.dmg.TextEntry.$Properties>} headers
                 * @memberof dxos.dmg.HeaderRule.Headers
                 * @instance
                 */
                Headers.prototype.headers = $util.emptyArray;

                /**
                 * Encodes the specified Headers message. Does not implicitly {@link dxos.dmg.HeaderRule.Headers.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.HeaderRule.Headers
                 * @static
                 * @param {dxos.dmg.HeaderRule.Headers.$Properties} m Headers message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Headers.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.headers != null && m.headers.length) {
                        for (var i = 0; i < m.headers.length; ++i)
                            $root.dxos.dmg.TextEntry.encode(m.headers[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Headers message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.HeaderRule.Headers
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.HeaderRule.Headers & dxos.dmg.HeaderRule.Headers.$Shape} Headers
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Headers.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.HeaderRule.Headers();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.headers && m.headers.length))
                                    m.headers = [];
                                m.headers.push($root.dxos.dmg.TextEntry.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Headers;
            })();

            return HeaderRule;
        })();

        dmg.RedirectRule = (function() {

            /**
             * Properties of a RedirectRule.
             * @typedef {Object} dxos.dmg.RedirectRule.$Properties
             * @property {string|null} [from] RedirectRule from
             * @property {string|null} [to] RedirectRule to
             * @property {number|null} [status] RedirectRule status
             * @property {boolean|null} [force] RedirectRule force
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RedirectRule.
             * @memberof dxos.dmg
             * @interface IRedirectRule
             * @augments dxos.dmg.RedirectRule.$Properties
             * @deprecated Use dxos.dmg.RedirectRule.$Properties instead.
             */

            /**
             * Shape of a RedirectRule.
             * @typedef {dxos.dmg.RedirectRule.$Properties} dxos.dmg.RedirectRule.$Shape
             */

            /**
             * Constructs a new RedirectRule.
             * @memberof dxos.dmg
             * @classdesc Represents a RedirectRule.
             * @constructor
             * @param {dxos.dmg.RedirectRule.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RedirectRule = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RedirectRule from.
             * @member {string} from
             * @memberof dxos.dmg.RedirectRule
             * @instance
             */
            RedirectRule.prototype.from = "";

            /**
             * RedirectRule to.
             * @member {string} to
             * @memberof dxos.dmg.RedirectRule
             * @instance
             */
            RedirectRule.prototype.to = "";

            /**
             * RedirectRule status.
             * @member {number} status
             * @memberof dxos.dmg.RedirectRule
             * @instance
             */
            RedirectRule.prototype.status = 0;

            /**
             * RedirectRule force.
             * @member {boolean} force
             * @memberof dxos.dmg.RedirectRule
             * @instance
             */
            RedirectRule.prototype.force = false;

            /**
             * Encodes the specified RedirectRule message. Does not implicitly {@link dxos.dmg.RedirectRule.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.RedirectRule
             * @static
             * @param {dxos.dmg.RedirectRule.$Properties} m RedirectRule message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RedirectRule.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.from != null && $Object.hasOwnProperty.call(m, "from") && m.from !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.from);
                if (m.to != null && $Object.hasOwnProperty.call(m, "to") && m.to !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.to);
                if (m.status != null && $Object.hasOwnProperty.call(m, "status") && m.status !== 0)
                    w.uint32(/* id 3, wireType 0 =*/24).uint32(m.status);
                if (m.force != null && $Object.hasOwnProperty.call(m, "force") && m.force !== false)
                    w.uint32(/* id 4, wireType 0 =*/32).bool(m.force);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RedirectRule message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.RedirectRule
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.RedirectRule & dxos.dmg.RedirectRule.$Shape} RedirectRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RedirectRule.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.RedirectRule();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.from = v;
                            else
                                delete m.from;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.to = v;
                            else
                                delete m.to;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.status = v;
                            else
                                delete m.status;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.force = v;
                            else
                                delete m.force;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RedirectRule;
        })();

        dmg.Https = (function() {

            /**
             * Properties of a Https.
             * @typedef {Object} dxos.dmg.Https.$Properties
             * @property {string|null} [serve] Https serve
             * @property {string|null} [fallback] Https fallback
             * @property {Array.<dxos.dmg.HeaderRule.$Properties>|null} [headers] Https headers
             * @property {Array.<dxos.dmg.RedirectRule.$Properties>|null} [redirects] Https redirects
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Https.
             * @memberof dxos.dmg
             * @interface IHttps
             * @augments dxos.dmg.Https.$Properties
             * @deprecated Use dxos.dmg.Https.$Properties instead.
             */

            /**
             * Shape of a Https.
             * @typedef {dxos.dmg.Https.$Properties} dxos.dmg.Https.$Shape
             */

            /**
             * Constructs a new Https.
             * @memberof dxos.dmg
             * @classdesc Represents a Https.
             * @constructor
             * @param {dxos.dmg.Https.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Https = function (p) {
                this.headers = [];
                this.redirects = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Https serve.
             * @member {string} serve
             * @memberof dxos.dmg.Https
             * @instance
             */
            Https.prototype.serve = "";

            /**
             * Https fallback.
             * @member {string} fallback
             * @memberof dxos.dmg.Https
             * @instance
             */
            Https.prototype.fallback = "";

            /**
             * Https headers.
             * @member {Array.<dxos.dmg.HeaderRule.$Properties>} headers
             * @memberof dxos.dmg.Https
             * @instance
             */
            Https.prototype.headers = $util.emptyArray;

            /**
             * Https redirects.
             * @member {Array.<dxos.dmg.RedirectRule.$Properties>} redirects
             * @memberof dxos.dmg.Https
             * @instance
             */
            Https.prototype.redirects = $util.emptyArray;

            /**
             * Encodes the specified Https message. Does not implicitly {@link dxos.dmg.Https.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Https
             * @static
             * @param {dxos.dmg.Https.$Properties} m Https message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Https.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.serve != null && $Object.hasOwnProperty.call(m, "serve") && m.serve !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.serve);
                if (m.fallback != null && $Object.hasOwnProperty.call(m, "fallback") && m.fallback !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.fallback);
                if (m.headers != null && m.headers.length) {
                    for (var i = 0; i < m.headers.length; ++i)
                        $root.dxos.dmg.HeaderRule.encode(m.headers[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.redirects != null && m.redirects.length) {
                    for (var i = 0; i < m.redirects.length; ++i)
                        $root.dxos.dmg.RedirectRule.encode(m.redirects[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Https message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Https
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Https & dxos.dmg.Https.$Shape} Https
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Https.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Https();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.serve = v;
                            else
                                delete m.serve;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fallback = v;
                            else
                                delete m.fallback;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.headers && m.headers.length))
                                m.headers = [];
                            m.headers.push($root.dxos.dmg.HeaderRule.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.redirects && m.redirects.length))
                                m.redirects = [];
                            m.redirects.push($root.dxos.dmg.RedirectRule.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Https;
        })();

        dmg.Propagation = (function() {

            /**
             * Properties of a Propagation.
             * @typedef {Object} dxos.dmg.Propagation.$Properties
             * @property {string|null} [after] Propagation after
             * @property {string|null} [from] Propagation from
             * @property {string|null} [to] Propagation to
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Propagation.
             * @memberof dxos.dmg
             * @interface IPropagation
             * @augments dxos.dmg.Propagation.$Properties
             * @deprecated Use dxos.dmg.Propagation.$Properties instead.
             */

            /**
             * Shape of a Propagation.
             * @typedef {dxos.dmg.Propagation.$Properties} dxos.dmg.Propagation.$Shape
             */

            /**
             * Constructs a new Propagation.
             * @memberof dxos.dmg
             * @classdesc Represents a Propagation.
             * @constructor
             * @param {dxos.dmg.Propagation.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Propagation = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Propagation after.
             * @member {string} after
             * @memberof dxos.dmg.Propagation
             * @instance
             */
            Propagation.prototype.after = "";

            /**
             * Propagation from.
             * @member {string} from
             * @memberof dxos.dmg.Propagation
             * @instance
             */
            Propagation.prototype.from = "";

            /**
             * Propagation to.
             * @member {string} to
             * @memberof dxos.dmg.Propagation
             * @instance
             */
            Propagation.prototype.to = "";

            /**
             * Encodes the specified Propagation message. Does not implicitly {@link dxos.dmg.Propagation.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Propagation
             * @static
             * @param {dxos.dmg.Propagation.$Properties} m Propagation message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Propagation.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.after != null && $Object.hasOwnProperty.call(m, "after") && m.after !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.after);
                if (m.from != null && $Object.hasOwnProperty.call(m, "from") && m.from !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.from);
                if (m.to != null && $Object.hasOwnProperty.call(m, "to") && m.to !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.to);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Propagation message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Propagation
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Propagation & dxos.dmg.Propagation.$Shape} Propagation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Propagation.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Propagation();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.after = v;
                            else
                                delete m.after;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.from = v;
                            else
                                delete m.from;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.to = v;
                            else
                                delete m.to;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Propagation;
        })();

        dmg.WriteRule = (function() {

            /**
             * Properties of a WriteRule.
             * @typedef {Object} dxos.dmg.WriteRule.$Properties
             * @property {string|null} [name] WriteRule name
             * @property {string|null} [from] WriteRule from
             * @property {Array.<string>|null} [only] WriteRule only
             * @property {dxos.dmg.Propagation.$Properties|null} [publishHttps] WriteRule publishHttps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WriteRule.
             * @memberof dxos.dmg
             * @interface IWriteRule
             * @augments dxos.dmg.WriteRule.$Properties
             * @deprecated Use dxos.dmg.WriteRule.$Properties instead.
             */

            /**
             * Shape of a WriteRule.
             * @typedef {dxos.dmg.WriteRule.$Properties} dxos.dmg.WriteRule.$Shape
             */

            /**
             * Constructs a new WriteRule.
             * @memberof dxos.dmg
             * @classdesc Represents a WriteRule.
             * @constructor
             * @param {dxos.dmg.WriteRule.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WriteRule = function (p) {
                this.only = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * WriteRule name.
             * @member {string} name
             * @memberof dxos.dmg.WriteRule
             * @instance
             */
            WriteRule.prototype.name = "";

            /**
             * WriteRule from.
             * @member {string} from
             * @memberof dxos.dmg.WriteRule
             * @instance
             */
            WriteRule.prototype.from = "";

            /**
             * WriteRule only.
             * @member {Array.<string>} only
             * @memberof dxos.dmg.WriteRule
             * @instance
             */
            WriteRule.prototype.only = $util.emptyArray;

            /**
             * WriteRule publishHttps.
             * @member {dxos.dmg.Propagation.$Properties|null|undefined} publishHttps
             * @memberof dxos.dmg.WriteRule
             * @instance
             */
            WriteRule.prototype.publishHttps = null;

            /**
             * Encodes the specified WriteRule message. Does not implicitly {@link dxos.dmg.WriteRule.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.WriteRule
             * @static
             * @param {dxos.dmg.WriteRule.$Properties} m WriteRule message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WriteRule.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.from != null && $Object.hasOwnProperty.call(m, "from") && m.from !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.from);
                if (m.only != null && m.only.length) {
                    for (var i = 0; i < m.only.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.only[i]);
                }
                if (m.publishHttps != null && $Object.hasOwnProperty.call(m, "publishHttps"))
                    $root.dxos.dmg.Propagation.encode(m.publishHttps, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a WriteRule message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.WriteRule
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.WriteRule & dxos.dmg.WriteRule.$Shape} WriteRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WriteRule.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.WriteRule();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.from = v;
                            else
                                delete m.from;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.only && m.only.length))
                                m.only = [];
                            m.only.push(r.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.publishHttps = $root.dxos.dmg.Propagation.decode(r, r.size(), $undefined, q + 1, m.publishHttps);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return WriteRule;
        })();

        dmg.Actions = (function() {

            /**
             * Properties of an Actions.
             * @typedef {Object} dxos.dmg.Actions.$Properties
             * @property {dxos.dmg.Actions.Writes.$Properties|null} [writes] Actions writes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Actions.
             * @memberof dxos.dmg
             * @interface IActions
             * @augments dxos.dmg.Actions.$Properties
             * @deprecated Use dxos.dmg.Actions.$Properties instead.
             */

            /**
             * Shape of an Actions.
             * @typedef {dxos.dmg.Actions.$Properties} dxos.dmg.Actions.$Shape
             */

            /**
             * Constructs a new Actions.
             * @memberof dxos.dmg
             * @classdesc Represents an Actions.
             * @constructor
             * @param {dxos.dmg.Actions.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Actions = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Actions writes.
             * @member {dxos.dmg.Actions.Writes.$Properties|null|undefined} writes
             * @memberof dxos.dmg.Actions
             * @instance
             */
            Actions.prototype.writes = null;

            /**
             * Encodes the specified Actions message. Does not implicitly {@link dxos.dmg.Actions.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Actions
             * @static
             * @param {dxos.dmg.Actions.$Properties} m Actions message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Actions.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.writes != null && $Object.hasOwnProperty.call(m, "writes"))
                    $root.dxos.dmg.Actions.Writes.encode(m.writes, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Actions message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Actions
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Actions & dxos.dmg.Actions.$Shape} Actions
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Actions.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Actions();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.writes = $root.dxos.dmg.Actions.Writes.decode(r, r.size(), $undefined, q + 1, m.writes);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            Actions.Writes = (function() {

                /**
                 * Properties of a Writes.
                 * @typedef {Object} dxos.dmg.Actions.Writes.$Properties
                 * @property {Array.<dxos.dmg.WriteRule.$Properties>|null} [rules] Writes rules
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Writes.
                 * @memberof dxos.dmg.Actions
                 * @interface IWrites
                 * @augments dxos.dmg.Actions.Writes.$Properties
                 * @deprecated Use dxos.dmg.Actions.Writes.$Properties instead.
                 */

                /**
                 * Shape of a Writes.
                 * @typedef {dxos.dmg.Actions.Writes.$Properties} dxos.dmg.Actions.Writes.$Shape
                 */

                /**
                 * Constructs a new Writes.
                 * @memberof dxos.dmg.Actions
                 * @classdesc Represents a Writes.
                 * @constructor
                 * @param {dxos.dmg.Actions.Writes.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Writes = function (p) {
                    this.rules = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Writes rules.
                 * @member {Array.<dxos.dmg.WriteRule.$Properties>} rules
                 * @memberof dxos.dmg.Actions.Writes
                 * @instance
                 */
                Writes.prototype.rules = $util.emptyArray;

                /**
                 * Encodes the specified Writes message. Does not implicitly {@link dxos.dmg.Actions.Writes.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.Actions.Writes
                 * @static
                 * @param {dxos.dmg.Actions.Writes.$Properties} m Writes message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Writes.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.rules != null && m.rules.length) {
                        for (var i = 0; i < m.rules.length; ++i)
                            $root.dxos.dmg.WriteRule.encode(m.rules[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Writes message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.Actions.Writes
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.Actions.Writes & dxos.dmg.Actions.Writes.$Shape} Writes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Writes.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.Actions.Writes();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.rules && m.rules.length))
                                    m.rules = [];
                                m.rules.push($root.dxos.dmg.WriteRule.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Writes;
            })();

            return Actions;
        })();

        dmg.Mount = (function() {

            /**
             * Properties of a Mount.
             * @typedef {Object} dxos.dmg.Mount.$Properties
             * @property {string|null} [target] Mount target
             * @property {dxos.dmg.Https.$Properties|null} [https] Mount https
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Mount.
             * @memberof dxos.dmg
             * @interface IMount
             * @augments dxos.dmg.Mount.$Properties
             * @deprecated Use dxos.dmg.Mount.$Properties instead.
             */

            /**
             * Shape of a Mount.
             * @typedef {dxos.dmg.Mount.$Properties} dxos.dmg.Mount.$Shape
             */

            /**
             * Constructs a new Mount.
             * @memberof dxos.dmg
             * @classdesc Represents a Mount.
             * @constructor
             * @param {dxos.dmg.Mount.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Mount = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Mount target.
             * @member {string} target
             * @memberof dxos.dmg.Mount
             * @instance
             */
            Mount.prototype.target = "";

            /**
             * Mount https.
             * @member {dxos.dmg.Https.$Properties|null|undefined} https
             * @memberof dxos.dmg.Mount
             * @instance
             */
            Mount.prototype.https = null;

            /**
             * Encodes the specified Mount message. Does not implicitly {@link dxos.dmg.Mount.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Mount
             * @static
             * @param {dxos.dmg.Mount.$Properties} m Mount message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Mount.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.target != null && $Object.hasOwnProperty.call(m, "target") && m.target !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.target);
                if (m.https != null && $Object.hasOwnProperty.call(m, "https"))
                    $root.dxos.dmg.Https.encode(m.https, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Mount message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Mount
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Mount & dxos.dmg.Mount.$Shape} Mount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Mount.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Mount();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.target = v;
                            else
                                delete m.target;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.https = $root.dxos.dmg.Https.decode(r, r.size(), $undefined, q + 1, m.https);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Mount;
        })();

        dmg.MountEntry = (function() {

            /**
             * Properties of a MountEntry.
             * @typedef {Object} dxos.dmg.MountEntry.$Properties
             * @property {string|null} [key] MountEntry key
             * @property {dxos.dmg.Mount.$Properties|null} [value] MountEntry value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MountEntry.
             * @memberof dxos.dmg
             * @interface IMountEntry
             * @augments dxos.dmg.MountEntry.$Properties
             * @deprecated Use dxos.dmg.MountEntry.$Properties instead.
             */

            /**
             * Shape of a MountEntry.
             * @typedef {dxos.dmg.MountEntry.$Properties} dxos.dmg.MountEntry.$Shape
             */

            /**
             * Constructs a new MountEntry.
             * @memberof dxos.dmg
             * @classdesc Represents a MountEntry.
             * @constructor
             * @param {dxos.dmg.MountEntry.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MountEntry = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * MountEntry key.
             * @member {string} key
             * @memberof dxos.dmg.MountEntry
             * @instance
             */
            MountEntry.prototype.key = "";

            /**
             * MountEntry value.
             * @member {dxos.dmg.Mount.$Properties|null|undefined} value
             * @memberof dxos.dmg.MountEntry
             * @instance
             */
            MountEntry.prototype.value = null;

            /**
             * Encodes the specified MountEntry message. Does not implicitly {@link dxos.dmg.MountEntry.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.MountEntry
             * @static
             * @param {dxos.dmg.MountEntry.$Properties} m MountEntry message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MountEntry.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.key);
                if (m.value != null && $Object.hasOwnProperty.call(m, "value"))
                    $root.dxos.dmg.Mount.encode(m.value, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MountEntry message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.MountEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.MountEntry & dxos.dmg.MountEntry.$Shape} MountEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MountEntry.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.MountEntry();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.value = $root.dxos.dmg.Mount.decode(r, r.size(), $undefined, q + 1, m.value);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MountEntry;
        })();

        dmg.Endpoint = (function() {

            /**
             * Properties of an Endpoint.
             * @typedef {Object} dxos.dmg.Endpoint.$Properties
             * @property {string|null} [url] Endpoint url
             * @property {string|null} [resource] Endpoint resource
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Endpoint.
             * @memberof dxos.dmg
             * @interface IEndpoint
             * @augments dxos.dmg.Endpoint.$Properties
             * @deprecated Use dxos.dmg.Endpoint.$Properties instead.
             */

            /**
             * Shape of an Endpoint.
             * @typedef {dxos.dmg.Endpoint.$Properties} dxos.dmg.Endpoint.$Shape
             */

            /**
             * Constructs a new Endpoint.
             * @memberof dxos.dmg
             * @classdesc Represents an Endpoint.
             * @constructor
             * @param {dxos.dmg.Endpoint.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Endpoint = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Endpoint url.
             * @member {string} url
             * @memberof dxos.dmg.Endpoint
             * @instance
             */
            Endpoint.prototype.url = "";

            /**
             * Endpoint resource.
             * @member {string} resource
             * @memberof dxos.dmg.Endpoint
             * @instance
             */
            Endpoint.prototype.resource = "";

            /**
             * Encodes the specified Endpoint message. Does not implicitly {@link dxos.dmg.Endpoint.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Endpoint
             * @static
             * @param {dxos.dmg.Endpoint.$Properties} m Endpoint message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Endpoint.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.url != null && $Object.hasOwnProperty.call(m, "url") && m.url !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.url);
                if (m.resource != null && $Object.hasOwnProperty.call(m, "resource") && m.resource !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.resource);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Endpoint message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Endpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Endpoint & dxos.dmg.Endpoint.$Shape} Endpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Endpoint.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Endpoint();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.url = v;
                            else
                                delete m.url;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.resource = v;
                            else
                                delete m.resource;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Endpoint;
        })();

        dmg.Record = (function() {

            /**
             * Properties of a Record.
             * @typedef {Object} dxos.dmg.Record.$Properties
             * @property {dxos.dmg.Payload.$Properties|null} [payload] Record payload
             * @property {string|null} [title] Record title
             * @property {dxos.dmg.Https.$Properties|null} [https] Record https
             * @property {dxos.dmg.Actions.$Properties|null} [actions] Record actions
             * @property {string|null} [access] Record access
             * @property {Array.<dxos.dmg.TextEntry.$Properties>|null} [handler] Record handler
             * @property {Array.<dxos.dmg.TextEntry.$Properties>|null} [env] Record env
             * @property {Array.<dxos.dmg.TextEntry.$Properties>|null} [labels] Record labels
             * @property {number|null} [keep] Record keep
             * @property {string|null} [order] Record order
             * @property {Array.<dxos.dmg.MountEntry.$Properties>|null} [mounts] Record mounts
             * @property {Array.<dxos.dmg.Endpoint.$Properties>|null} [endpoints] Record endpoints
             * @property {boolean|null} [isolate] Record isolate
             * @property {Array.<dxos.dmg.TextEntry.$Properties>|null} [override] Record override
             * @property {Array.<string>|null} [removed] Record removed
             * @property {number|null} [hostLabels] Record hostLabels
             * @property {Array.<string>|null} [declared] Record declared
             * @property {number|null} [rules] Record rules
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Record.
             * @memberof dxos.dmg
             * @interface IRecord
             * @augments dxos.dmg.Record.$Properties
             * @deprecated Use dxos.dmg.Record.$Properties instead.
             */

            /**
             * Shape of a Record.
             * @typedef {dxos.dmg.Record.$Properties} dxos.dmg.Record.$Shape
             */

            /**
             * Constructs a new Record.
             * @memberof dxos.dmg
             * @classdesc Represents a Record.
             * @constructor
             * @param {dxos.dmg.Record.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Record = function (p) {
                this.handler = [];
                this.env = [];
                this.labels = [];
                this.mounts = [];
                this.endpoints = [];
                this.override = [];
                this.removed = [];
                this.declared = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Record payload.
             * @member {dxos.dmg.Payload.$Properties|null|undefined} payload
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.payload = null;

            /**
             * Record title.
             * @member {string} title
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.title = "";

            /**
             * Record https.
             * @member {dxos.dmg.Https.$Properties|null|undefined} https
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.https = null;

            /**
             * Record actions.
             * @member {dxos.dmg.Actions.$Properties|null|undefined} actions
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.actions = null;

            /**
             * Record access.
             * @member {string} access
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.access = "";

            /**
             * Record handler.
             * @member {Array.<dxos.dmg.TextEntry.$Properties>} handler
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.handler = $util.emptyArray;

            /**
             * Record env.
             * @member {Array.<dxos.dmg.TextEntry.$Properties>} env
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.env = $util.emptyArray;

            /**
             * Record labels.
             * @member {Array.<dxos.dmg.TextEntry.$Properties>} labels
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.labels = $util.emptyArray;

            /**
             * Record keep.
             * @member {number} keep
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.keep = 0;

            /**
             * Record order.
             * @member {string} order
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.order = "";

            /**
             * Record mounts.
             * @member {Array.<dxos.dmg.MountEntry.$Properties>} mounts
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.mounts = $util.emptyArray;

            /**
             * Record endpoints.
             * @member {Array.<dxos.dmg.Endpoint.$Properties>} endpoints
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.endpoints = $util.emptyArray;

            /**
             * Record isolate.
             * @member {boolean} isolate
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.isolate = false;

            /**
             * Record override.
             * @member {Array.<dxos.dmg.TextEntry.$Properties>} override
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.override = $util.emptyArray;

            /**
             * Record removed.
             * @member {Array.<string>} removed
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.removed = $util.emptyArray;

            /**
             * Record hostLabels.
             * @member {number} hostLabels
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.hostLabels = 0;

            /**
             * Record declared.
             * @member {Array.<string>} declared
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.declared = $util.emptyArray;

            /**
             * Record rules.
             * @member {number} rules
             * @memberof dxos.dmg.Record
             * @instance
             */
            Record.prototype.rules = 0;

            /**
             * Encodes the specified Record message. Does not implicitly {@link dxos.dmg.Record.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Record
             * @static
             * @param {dxos.dmg.Record.$Properties} m Record message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Record.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.payload != null && $Object.hasOwnProperty.call(m, "payload"))
                    $root.dxos.dmg.Payload.encode(m.payload, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.title != null && $Object.hasOwnProperty.call(m, "title") && m.title !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.title);
                if (m.https != null && $Object.hasOwnProperty.call(m, "https"))
                    $root.dxos.dmg.Https.encode(m.https, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.actions != null && $Object.hasOwnProperty.call(m, "actions"))
                    $root.dxos.dmg.Actions.encode(m.actions, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.access != null && $Object.hasOwnProperty.call(m, "access") && m.access !== "")
                    w.uint32(/* id 5, wireType 2 =*/42).string(m.access);
                if (m.handler != null && m.handler.length) {
                    for (var i = 0; i < m.handler.length; ++i)
                        $root.dxos.dmg.TextEntry.encode(m.handler[i], w.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
                }
                if (m.env != null && m.env.length) {
                    for (var i = 0; i < m.env.length; ++i)
                        $root.dxos.dmg.TextEntry.encode(m.env[i], w.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
                }
                if (m.labels != null && m.labels.length) {
                    for (var i = 0; i < m.labels.length; ++i)
                        $root.dxos.dmg.TextEntry.encode(m.labels[i], w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                }
                if (m.keep != null && $Object.hasOwnProperty.call(m, "keep") && m.keep !== 0)
                    w.uint32(/* id 9, wireType 0 =*/72).uint32(m.keep);
                if (m.order != null && $Object.hasOwnProperty.call(m, "order") && m.order !== "")
                    w.uint32(/* id 10, wireType 2 =*/82).string(m.order);
                if (m.mounts != null && m.mounts.length) {
                    for (var i = 0; i < m.mounts.length; ++i)
                        $root.dxos.dmg.MountEntry.encode(m.mounts[i], w.uint32(/* id 11, wireType 2 =*/90).fork(), q + 1).ldelim();
                }
                if (m.endpoints != null && m.endpoints.length) {
                    for (var i = 0; i < m.endpoints.length; ++i)
                        $root.dxos.dmg.Endpoint.encode(m.endpoints[i], w.uint32(/* id 12, wireType 2 =*/98).fork(), q + 1).ldelim();
                }
                if (m.isolate != null && $Object.hasOwnProperty.call(m, "isolate") && m.isolate !== false)
                    w.uint32(/* id 13, wireType 0 =*/104).bool(m.isolate);
                if (m.override != null && m.override.length) {
                    for (var i = 0; i < m.override.length; ++i)
                        $root.dxos.dmg.TextEntry.encode(m.override[i], w.uint32(/* id 14, wireType 2 =*/114).fork(), q + 1).ldelim();
                }
                if (m.removed != null && m.removed.length) {
                    for (var i = 0; i < m.removed.length; ++i)
                        w.uint32(/* id 15, wireType 2 =*/122).string(m.removed[i]);
                }
                if (m.hostLabels != null && $Object.hasOwnProperty.call(m, "hostLabels") && m.hostLabels !== 0)
                    w.uint32(/* id 16, wireType 0 =*/128).uint32(m.hostLabels);
                if (m.declared != null && m.declared.length) {
                    for (var i = 0; i < m.declared.length; ++i)
                        w.uint32(/* id 17, wireType 2 =*/138).string(m.declared[i]);
                }
                if (m.rules != null && $Object.hasOwnProperty.call(m, "rules") && m.rules !== 0)
                    w.uint32(/* id 18, wireType 0 =*/144).uint32(m.rules);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Record message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Record
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Record & dxos.dmg.Record.$Shape} Record
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Record.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Record();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.payload = $root.dxos.dmg.Payload.decode(r, r.size(), $undefined, q + 1, m.payload);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.title = v;
                            else
                                delete m.title;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.https = $root.dxos.dmg.Https.decode(r, r.size(), $undefined, q + 1, m.https);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.actions = $root.dxos.dmg.Actions.decode(r, r.size(), $undefined, q + 1, m.actions);
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.access = v;
                            else
                                delete m.access;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if (!(m.handler && m.handler.length))
                                m.handler = [];
                            m.handler.push($root.dxos.dmg.TextEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if (!(m.env && m.env.length))
                                m.env = [];
                            m.env.push($root.dxos.dmg.TextEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if (!(m.labels && m.labels.length))
                                m.labels = [];
                            m.labels.push($root.dxos.dmg.TextEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 9: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.keep = v;
                            else
                                delete m.keep;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.order = v;
                            else
                                delete m.order;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if (!(m.mounts && m.mounts.length))
                                m.mounts = [];
                            m.mounts.push($root.dxos.dmg.MountEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if (!(m.endpoints && m.endpoints.length))
                                m.endpoints = [];
                            m.endpoints.push($root.dxos.dmg.Endpoint.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 13: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.isolate = v;
                            else
                                delete m.isolate;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if (!(m.override && m.override.length))
                                m.override = [];
                            m.override.push($root.dxos.dmg.TextEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 15: {
                            if (u !== 2)
                                break;
                            if (!(m.removed && m.removed.length))
                                m.removed = [];
                            m.removed.push(r.stringVerify());
                            continue;
                        }
                    case 16: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.hostLabels = v;
                            else
                                delete m.hostLabels;
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            if (!(m.declared && m.declared.length))
                                m.declared = [];
                            m.declared.push(r.stringVerify());
                            continue;
                        }
                    case 18: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.rules = v;
                            else
                                delete m.rules;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Record;
        })();

        dmg.service = (function() {

            /**
             * Namespace service.
             * @memberof dxos.dmg
             * @namespace
             */
            const service = {};

            service.ResolveUrlRequest = (function() {

                /**
                 * Properties of a ResolveUrlRequest.
                 * @typedef {Object} dxos.dmg.service.ResolveUrlRequest.$Properties
                 * @property {string|null} [url] ResolveUrlRequest url
                 * @property {string|null} [dxn] ResolveUrlRequest dxn
                 * @property {boolean|null} [explain] ResolveUrlRequest explain
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ResolveUrlRequest.
                 * @memberof dxos.dmg.service
                 * @interface IResolveUrlRequest
                 * @augments dxos.dmg.service.ResolveUrlRequest.$Properties
                 * @deprecated Use dxos.dmg.service.ResolveUrlRequest.$Properties instead.
                 */

                /**
                 * Shape of a ResolveUrlRequest.
                 * @typedef {dxos.dmg.service.ResolveUrlRequest.$Properties} dxos.dmg.service.ResolveUrlRequest.$Shape
                 */

                /**
                 * Constructs a new ResolveUrlRequest.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a ResolveUrlRequest.
                 * @constructor
                 * @param {dxos.dmg.service.ResolveUrlRequest.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ResolveUrlRequest = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * ResolveUrlRequest url.
                 * @member {string} url
                 * @memberof dxos.dmg.service.ResolveUrlRequest
                 * @instance
                 */
                ResolveUrlRequest.prototype.url = "";

                /**
                 * ResolveUrlRequest dxn.
                 * @member {string} dxn
                 * @memberof dxos.dmg.service.ResolveUrlRequest
                 * @instance
                 */
                ResolveUrlRequest.prototype.dxn = "";

                /**
                 * ResolveUrlRequest explain.
                 * @member {boolean} explain
                 * @memberof dxos.dmg.service.ResolveUrlRequest
                 * @instance
                 */
                ResolveUrlRequest.prototype.explain = false;

                /**
                 * Encodes the specified ResolveUrlRequest message. Does not implicitly {@link dxos.dmg.service.ResolveUrlRequest.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.ResolveUrlRequest
                 * @static
                 * @param {dxos.dmg.service.ResolveUrlRequest.$Properties} m ResolveUrlRequest message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ResolveUrlRequest.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.url != null && $Object.hasOwnProperty.call(m, "url") && m.url !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.url);
                    if (m.dxn != null && $Object.hasOwnProperty.call(m, "dxn") && m.dxn !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.dxn);
                    if (m.explain != null && $Object.hasOwnProperty.call(m, "explain") && m.explain !== false)
                        w.uint32(/* id 3, wireType 0 =*/24).bool(m.explain);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a ResolveUrlRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.ResolveUrlRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ResolveUrlRequest & dxos.dmg.service.ResolveUrlRequest.$Shape} ResolveUrlRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ResolveUrlRequest.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.ResolveUrlRequest();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.url = v;
                                else
                                    delete m.url;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.dxn = v;
                                else
                                    delete m.dxn;
                                continue;
                            }
                        case 3: {
                                if (u !== 0)
                                    break;
                                if (v = r.bool())
                                    m.explain = v;
                                else
                                    delete m.explain;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return ResolveUrlRequest;
            })();

            service.ResolveUrlResponse = (function() {

                /**
                 * Properties of a ResolveUrlResponse.
                 * @typedef {Object} dxos.dmg.service.ResolveUrlResponse.$Properties
                 * @property {Array.<dxos.dmg.service.ResolveUrlResponse.Part.$Properties>|null} [parts] ResolveUrlResponse parts
                 * @property {Array.<dxos.dmg.service.ResolveUrlResponse.Hop.$Properties>|null} [hops] ResolveUrlResponse hops
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ResolveUrlResponse.
                 * @memberof dxos.dmg.service
                 * @interface IResolveUrlResponse
                 * @augments dxos.dmg.service.ResolveUrlResponse.$Properties
                 * @deprecated Use dxos.dmg.service.ResolveUrlResponse.$Properties instead.
                 */

                /**
                 * Shape of a ResolveUrlResponse.
                 * @typedef {dxos.dmg.service.ResolveUrlResponse.$Properties} dxos.dmg.service.ResolveUrlResponse.$Shape
                 */

                /**
                 * Constructs a new ResolveUrlResponse.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a ResolveUrlResponse.
                 * @constructor
                 * @param {dxos.dmg.service.ResolveUrlResponse.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ResolveUrlResponse = function (p) {
                    this.parts = [];
                    this.hops = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * ResolveUrlResponse parts.
                 * @member {Array.<dxos.dmg.service.ResolveUrlResponse.Part.$Properties>} parts
                 * @memberof dxos.dmg.service.ResolveUrlResponse
                 * @instance
                 */
                ResolveUrlResponse.prototype.parts = $util.emptyArray;

                /**
                 * ResolveUrlResponse hops.
                 * @member {Array.<dxos.dmg.service.ResolveUrlResponse.Hop.$Properties>} hops
                 * @memberof dxos.dmg.service.ResolveUrlResponse
                 * @instance
                 */
                ResolveUrlResponse.prototype.hops = $util.emptyArray;

                /**
                 * Encodes the specified ResolveUrlResponse message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.ResolveUrlResponse
                 * @static
                 * @param {dxos.dmg.service.ResolveUrlResponse.$Properties} m ResolveUrlResponse message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ResolveUrlResponse.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.parts != null && m.parts.length) {
                        for (var i = 0; i < m.parts.length; ++i)
                            $root.dxos.dmg.service.ResolveUrlResponse.Part.encode(m.parts[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.hops != null && m.hops.length) {
                        for (var i = 0; i < m.hops.length; ++i)
                            $root.dxos.dmg.service.ResolveUrlResponse.Hop.encode(m.hops[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a ResolveUrlResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.ResolveUrlResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ResolveUrlResponse & dxos.dmg.service.ResolveUrlResponse.$Shape} ResolveUrlResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ResolveUrlResponse.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.ResolveUrlResponse();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.parts && m.parts.length))
                                    m.parts = [];
                                m.parts.push($root.dxos.dmg.service.ResolveUrlResponse.Part.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if (!(m.hops && m.hops.length))
                                    m.hops = [];
                                m.hops.push($root.dxos.dmg.service.ResolveUrlResponse.Hop.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                ResolveUrlResponse.Part = (function() {

                    /**
                     * Properties of a Part.
                     * @typedef {Object} dxos.dmg.service.ResolveUrlResponse.Part.$Properties
                     * @property {string|null} [path] Part path
                     * @property {Uint8Array|null} [record] Part record
                     * @property {Uint8Array|null} [resource] Part resource
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a Part.
                     * @memberof dxos.dmg.service.ResolveUrlResponse
                     * @interface IPart
                     * @augments dxos.dmg.service.ResolveUrlResponse.Part.$Properties
                     * @deprecated Use dxos.dmg.service.ResolveUrlResponse.Part.$Properties instead.
                     */

                    /**
                     * Shape of a Part.
                     * @typedef {dxos.dmg.service.ResolveUrlResponse.Part.$Properties} dxos.dmg.service.ResolveUrlResponse.Part.$Shape
                     */

                    /**
                     * Constructs a new Part.
                     * @memberof dxos.dmg.service.ResolveUrlResponse
                     * @classdesc Represents a Part.
                     * @constructor
                     * @param {dxos.dmg.service.ResolveUrlResponse.Part.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Part = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Part path.
                     * @member {string} path
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Part
                     * @instance
                     */
                    Part.prototype.path = "";

                    /**
                     * Part record.
                     * @member {Uint8Array} record
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Part
                     * @instance
                     */
                    Part.prototype.record = $util.newBuffer([]);

                    /**
                     * Part resource.
                     * @member {Uint8Array} resource
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Part
                     * @instance
                     */
                    Part.prototype.resource = $util.newBuffer([]);

                    /**
                     * Encodes the specified Part message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.Part.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Part
                     * @static
                     * @param {dxos.dmg.service.ResolveUrlResponse.Part.$Properties} m Part message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Part.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.path != null && $Object.hasOwnProperty.call(m, "path") && m.path !== "")
                            w.uint32(/* id 1, wireType 2 =*/10).string(m.path);
                        if (m.record != null && $Object.hasOwnProperty.call(m, "record") && m.record.length)
                            w.uint32(/* id 2, wireType 2 =*/18).bytes(m.record);
                        if (m.resource != null && $Object.hasOwnProperty.call(m, "resource") && m.resource.length)
                            w.uint32(/* id 3, wireType 2 =*/26).bytes(m.resource);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes a Part message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Part
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.service.ResolveUrlResponse.Part & dxos.dmg.service.ResolveUrlResponse.Part.$Shape} Part
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Part.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m, v;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.service.ResolveUrlResponse.Part();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 1: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.path = v;
                                    else
                                        delete m.path;
                                    continue;
                                }
                            case 2: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.bytes()).length)
                                        m.record = v;
                                    else
                                        delete m.record;
                                    continue;
                                }
                            case 3: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.bytes()).length)
                                        m.resource = v;
                                    else
                                        delete m.resource;
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Part;
                })();

                ResolveUrlResponse.Hop = (function() {

                    /**
                     * Properties of a Hop.
                     * @typedef {Object} dxos.dmg.service.ResolveUrlResponse.Hop.$Properties
                     * @property {string|null} [ref] Hop ref
                     * @property {string|null} [rule] Hop rule
                     * @property {string|null} [signer] Hop signer
                     * @property {number|null} [publishedMs] Hop publishedMs
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a Hop.
                     * @memberof dxos.dmg.service.ResolveUrlResponse
                     * @interface IHop
                     * @augments dxos.dmg.service.ResolveUrlResponse.Hop.$Properties
                     * @deprecated Use dxos.dmg.service.ResolveUrlResponse.Hop.$Properties instead.
                     */

                    /**
                     * Shape of a Hop.
                     * @typedef {dxos.dmg.service.ResolveUrlResponse.Hop.$Properties} dxos.dmg.service.ResolveUrlResponse.Hop.$Shape
                     */

                    /**
                     * Constructs a new Hop.
                     * @memberof dxos.dmg.service.ResolveUrlResponse
                     * @classdesc Represents a Hop.
                     * @constructor
                     * @param {dxos.dmg.service.ResolveUrlResponse.Hop.$Properties=} [p] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Hop = function (p) {
                        if (p)
                            for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                                if (p[ks[i]] != null && ks[i] !== "__proto__")
                                    this[ks[i]] = p[ks[i]];
                    };

                    /**
                     * Hop ref.
                     * @member {string} ref
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @instance
                     */
                    Hop.prototype.ref = "";

                    /**
                     * Hop rule.
                     * @member {string} rule
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @instance
                     */
                    Hop.prototype.rule = "";

                    /**
                     * Hop signer.
                     * @member {string} signer
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @instance
                     */
                    Hop.prototype.signer = "";

                    /**
                     * Hop publishedMs.
                     * @member {number} publishedMs
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @instance
                     */
                    Hop.prototype.publishedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                    /**
                     * Encodes the specified Hop message. Does not implicitly {@link dxos.dmg.service.ResolveUrlResponse.Hop.verify|verify} messages.
                     * @function encode
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @static
                     * @param {dxos.dmg.service.ResolveUrlResponse.Hop.$Properties} m Hop message or plain object to encode
                     * @param {$protobuf.Writer} [w] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Hop.encode = function (m, w, q) {
                        if (!w)
                            w = $Writer.create();
                        if (q === $undefined)
                            q = 0;
                        if (q > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (m.ref != null && $Object.hasOwnProperty.call(m, "ref") && m.ref !== "")
                            w.uint32(/* id 1, wireType 2 =*/10).string(m.ref);
                        if (m.rule != null && $Object.hasOwnProperty.call(m, "rule") && m.rule !== "")
                            w.uint32(/* id 2, wireType 2 =*/18).string(m.rule);
                        if (m.signer != null && $Object.hasOwnProperty.call(m, "signer") && m.signer !== "")
                            w.uint32(/* id 3, wireType 2 =*/26).string(m.signer);
                        if (m.publishedMs != null && $Object.hasOwnProperty.call(m, "publishedMs") && (typeof m.publishedMs === "object" ? m.publishedMs.low || m.publishedMs.high : m.publishedMs !== 0))
                            w.uint32(/* id 4, wireType 0 =*/32).uint64(m.publishedMs);
                        if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                            for (var i = 0; i < m.$unknowns.length; ++i)
                                w.raw(m.$unknowns[i]);
                        return w;
                    };

                    /**
                     * Decodes a Hop message from the specified reader or buffer.
                     * @function decode
                     * @memberof dxos.dmg.service.ResolveUrlResponse.Hop
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                     * @param {number} [l] Message length if known beforehand
                     * @returns {dxos.dmg.service.ResolveUrlResponse.Hop & dxos.dmg.service.ResolveUrlResponse.Hop.$Shape} Hop
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Hop.decode = function (r, l, z, q, g) {
                        if (!(r instanceof $Reader))
                            r = $Reader.create(r);
                        if (q === $undefined)
                            q = 0;
                        if (q > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        var c, m, v;
                        if (l === $undefined)
                            c = r.len;
                        else {
                            c = r.pos + l;
                            if (c > r.len)
                                throw $RangeError("index out of range");
                            l = r.len;
                            r.len = c;
                        }
                        m = g || new $root.dxos.dmg.service.ResolveUrlResponse.Hop();
                        while (r.pos < c) {
                            var s = r.pos;
                            var t = r.tag();
                            if (t === z) {
                                z = $undefined;
                                break;
                            }
                            var u = t & 7;
                            switch (t >>>= 3) {
                            case 1: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.ref = v;
                                    else
                                        delete m.ref;
                                    continue;
                                }
                            case 2: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.rule = v;
                                    else
                                        delete m.rule;
                                    continue;
                                }
                            case 3: {
                                    if (u !== 2)
                                        break;
                                    if ((v = r.stringVerify()).length)
                                        m.signer = v;
                                    else
                                        delete m.signer;
                                    continue;
                                }
                            case 4: {
                                    if (u !== 0)
                                        break;
                                    if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                        m.publishedMs = v;
                                    else
                                        delete m.publishedMs;
                                    continue;
                                }
                            }
                            r.skipType(u, q, t);
                            if (!r.discardUnknown) {
                                $util.makeProp(m, "$unknowns", false);
                                (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                            }
                        }
                        if (l !== $undefined) {
                            if (r.pos !== c)
                                throw $RangeError("index out of range");
                            r.len = l;
                        }
                        if (z !== $undefined)
                            throw $Error("missing end group");
                        return m;
                    };

                    return Hop;
                })();

                return ResolveUrlResponse;
            })();

            service.NamedRecord = (function() {

                /**
                 * Properties of a NamedRecord.
                 * @typedef {Object} dxos.dmg.service.NamedRecord.$Properties
                 * @property {string|null} [name] NamedRecord name
                 * @property {Uint8Array|null} [id] NamedRecord id
                 * @property {dxos.dmg.Record.$Properties|null} [record] NamedRecord record
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NamedRecord.
                 * @memberof dxos.dmg.service
                 * @interface INamedRecord
                 * @augments dxos.dmg.service.NamedRecord.$Properties
                 * @deprecated Use dxos.dmg.service.NamedRecord.$Properties instead.
                 */

                /**
                 * Shape of a NamedRecord.
                 * @typedef {dxos.dmg.service.NamedRecord.$Properties} dxos.dmg.service.NamedRecord.$Shape
                 */

                /**
                 * Constructs a new NamedRecord.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a NamedRecord.
                 * @constructor
                 * @param {dxos.dmg.service.NamedRecord.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NamedRecord = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * NamedRecord name.
                 * @member {string} name
                 * @memberof dxos.dmg.service.NamedRecord
                 * @instance
                 */
                NamedRecord.prototype.name = "";

                /**
                 * NamedRecord id.
                 * @member {Uint8Array} id
                 * @memberof dxos.dmg.service.NamedRecord
                 * @instance
                 */
                NamedRecord.prototype.id = $util.newBuffer([]);

                /**
                 * NamedRecord record.
                 * @member {dxos.dmg.Record.$Properties|null|undefined} record
                 * @memberof dxos.dmg.service.NamedRecord
                 * @instance
                 */
                NamedRecord.prototype.record = null;

                /**
                 * Encodes the specified NamedRecord message. Does not implicitly {@link dxos.dmg.service.NamedRecord.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.NamedRecord
                 * @static
                 * @param {dxos.dmg.service.NamedRecord.$Properties} m NamedRecord message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NamedRecord.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id.length)
                        w.uint32(/* id 2, wireType 2 =*/18).bytes(m.id);
                    if (m.record != null && $Object.hasOwnProperty.call(m, "record"))
                        $root.dxos.dmg.Record.encode(m.record, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a NamedRecord message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.NamedRecord
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.NamedRecord & dxos.dmg.service.NamedRecord.$Shape} NamedRecord
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NamedRecord.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.NamedRecord();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.bytes()).length)
                                    m.id = v;
                                else
                                    delete m.id;
                                continue;
                            }
                        case 3: {
                                if (u !== 2)
                                    break;
                                m.record = $root.dxos.dmg.Record.decode(r, r.size(), $undefined, q + 1, m.record);
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return NamedRecord;
            })();

            service.GetRecordsRequest = (function() {

                /**
                 * Properties of a GetRecordsRequest.
                 * @typedef {Object} dxos.dmg.service.GetRecordsRequest.$Properties
                 * @property {Array.<string>|null} [records] GetRecordsRequest records
                 * @property {boolean|null} [own] GetRecordsRequest own
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @interface IGetRecordsRequest
                 * @augments dxos.dmg.service.GetRecordsRequest.$Properties
                 * @deprecated Use dxos.dmg.service.GetRecordsRequest.$Properties instead.
                 */

                /**
                 * Shape of a GetRecordsRequest.
                 * @typedef {dxos.dmg.service.GetRecordsRequest.$Properties} dxos.dmg.service.GetRecordsRequest.$Shape
                 */

                /**
                 * Constructs a new GetRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a GetRecordsRequest.
                 * @constructor
                 * @param {dxos.dmg.service.GetRecordsRequest.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetRecordsRequest = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * GetRecordsRequest records.
                 * @member {Array.<string>} records
                 * @memberof dxos.dmg.service.GetRecordsRequest
                 * @instance
                 */
                GetRecordsRequest.prototype.records = $util.emptyArray;

                /**
                 * GetRecordsRequest own.
                 * @member {boolean} own
                 * @memberof dxos.dmg.service.GetRecordsRequest
                 * @instance
                 */
                GetRecordsRequest.prototype.own = false;

                /**
                 * Encodes the specified GetRecordsRequest message. Does not implicitly {@link dxos.dmg.service.GetRecordsRequest.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.GetRecordsRequest
                 * @static
                 * @param {dxos.dmg.service.GetRecordsRequest.$Properties} m GetRecordsRequest message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetRecordsRequest.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            w.uint32(/* id 1, wireType 2 =*/10).string(m.records[i]);
                    }
                    if (m.own != null && $Object.hasOwnProperty.call(m, "own") && m.own !== false)
                        w.uint32(/* id 2, wireType 0 =*/16).bool(m.own);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a GetRecordsRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.GetRecordsRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.GetRecordsRequest & dxos.dmg.service.GetRecordsRequest.$Shape} GetRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetRecordsRequest.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.GetRecordsRequest();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push(r.stringVerify());
                                continue;
                            }
                        case 2: {
                                if (u !== 0)
                                    break;
                                if (v = r.bool())
                                    m.own = v;
                                else
                                    delete m.own;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return GetRecordsRequest;
            })();

            service.GetRecordsResponse = (function() {

                /**
                 * Properties of a GetRecordsResponse.
                 * @typedef {Object} dxos.dmg.service.GetRecordsResponse.$Properties
                 * @property {Array.<dxos.dmg.service.NamedRecord.$Properties>|null} [records] GetRecordsResponse records
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @interface IGetRecordsResponse
                 * @augments dxos.dmg.service.GetRecordsResponse.$Properties
                 * @deprecated Use dxos.dmg.service.GetRecordsResponse.$Properties instead.
                 */

                /**
                 * Shape of a GetRecordsResponse.
                 * @typedef {dxos.dmg.service.GetRecordsResponse.$Properties} dxos.dmg.service.GetRecordsResponse.$Shape
                 */

                /**
                 * Constructs a new GetRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a GetRecordsResponse.
                 * @constructor
                 * @param {dxos.dmg.service.GetRecordsResponse.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetRecordsResponse = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * GetRecordsResponse records.
                 * @member {Array.<dxos.dmg.service.NamedRecord.$Properties>} records
                 * @memberof dxos.dmg.service.GetRecordsResponse
                 * @instance
                 */
                GetRecordsResponse.prototype.records = $util.emptyArray;

                /**
                 * Encodes the specified GetRecordsResponse message. Does not implicitly {@link dxos.dmg.service.GetRecordsResponse.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.GetRecordsResponse
                 * @static
                 * @param {dxos.dmg.service.GetRecordsResponse.$Properties} m GetRecordsResponse message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetRecordsResponse.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            $root.dxos.dmg.service.NamedRecord.encode(m.records[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a GetRecordsResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.GetRecordsResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.GetRecordsResponse & dxos.dmg.service.GetRecordsResponse.$Shape} GetRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetRecordsResponse.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.GetRecordsResponse();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push($root.dxos.dmg.service.NamedRecord.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return GetRecordsResponse;
            })();

            service.SetRecordRequest = (function() {

                /**
                 * Properties of a SetRecordRequest.
                 * @typedef {Object} dxos.dmg.service.SetRecordRequest.$Properties
                 * @property {Array.<dxos.dmg.service.NamedRecord.$Properties>|null} [records] SetRecordRequest records
                 * @property {boolean|null} [merge] SetRecordRequest merge
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetRecordRequest.
                 * @memberof dxos.dmg.service
                 * @interface ISetRecordRequest
                 * @augments dxos.dmg.service.SetRecordRequest.$Properties
                 * @deprecated Use dxos.dmg.service.SetRecordRequest.$Properties instead.
                 */

                /**
                 * Shape of a SetRecordRequest.
                 * @typedef {dxos.dmg.service.SetRecordRequest.$Properties} dxos.dmg.service.SetRecordRequest.$Shape
                 */

                /**
                 * Constructs a new SetRecordRequest.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a SetRecordRequest.
                 * @constructor
                 * @param {dxos.dmg.service.SetRecordRequest.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetRecordRequest = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * SetRecordRequest records.
                 * @member {Array.<dxos.dmg.service.NamedRecord.$Properties>} records
                 * @memberof dxos.dmg.service.SetRecordRequest
                 * @instance
                 */
                SetRecordRequest.prototype.records = $util.emptyArray;

                /**
                 * SetRecordRequest merge.
                 * @member {boolean} merge
                 * @memberof dxos.dmg.service.SetRecordRequest
                 * @instance
                 */
                SetRecordRequest.prototype.merge = false;

                /**
                 * Encodes the specified SetRecordRequest message. Does not implicitly {@link dxos.dmg.service.SetRecordRequest.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.SetRecordRequest
                 * @static
                 * @param {dxos.dmg.service.SetRecordRequest.$Properties} m SetRecordRequest message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetRecordRequest.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            $root.dxos.dmg.service.NamedRecord.encode(m.records[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.merge != null && $Object.hasOwnProperty.call(m, "merge") && m.merge !== false)
                        w.uint32(/* id 2, wireType 0 =*/16).bool(m.merge);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a SetRecordRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.SetRecordRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.SetRecordRequest & dxos.dmg.service.SetRecordRequest.$Shape} SetRecordRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetRecordRequest.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.SetRecordRequest();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push($root.dxos.dmg.service.NamedRecord.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 2: {
                                if (u !== 0)
                                    break;
                                if (v = r.bool())
                                    m.merge = v;
                                else
                                    delete m.merge;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return SetRecordRequest;
            })();

            service.SetRecordResponse = (function() {

                /**
                 * Properties of a SetRecordResponse.
                 * @typedef {Object} dxos.dmg.service.SetRecordResponse.$Properties
                 * @property {Array.<dxos.dmg.service.NamedRecord.$Properties>|null} [records] SetRecordResponse records
                 * @property {string|null} [position] SetRecordResponse position
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetRecordResponse.
                 * @memberof dxos.dmg.service
                 * @interface ISetRecordResponse
                 * @augments dxos.dmg.service.SetRecordResponse.$Properties
                 * @deprecated Use dxos.dmg.service.SetRecordResponse.$Properties instead.
                 */

                /**
                 * Shape of a SetRecordResponse.
                 * @typedef {dxos.dmg.service.SetRecordResponse.$Properties} dxos.dmg.service.SetRecordResponse.$Shape
                 */

                /**
                 * Constructs a new SetRecordResponse.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a SetRecordResponse.
                 * @constructor
                 * @param {dxos.dmg.service.SetRecordResponse.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetRecordResponse = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * SetRecordResponse records.
                 * @member {Array.<dxos.dmg.service.NamedRecord.$Properties>} records
                 * @memberof dxos.dmg.service.SetRecordResponse
                 * @instance
                 */
                SetRecordResponse.prototype.records = $util.emptyArray;

                /**
                 * SetRecordResponse position.
                 * @member {string} position
                 * @memberof dxos.dmg.service.SetRecordResponse
                 * @instance
                 */
                SetRecordResponse.prototype.position = "";

                /**
                 * Encodes the specified SetRecordResponse message. Does not implicitly {@link dxos.dmg.service.SetRecordResponse.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.SetRecordResponse
                 * @static
                 * @param {dxos.dmg.service.SetRecordResponse.$Properties} m SetRecordResponse message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetRecordResponse.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            $root.dxos.dmg.service.NamedRecord.encode(m.records[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.position != null && $Object.hasOwnProperty.call(m, "position") && m.position !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.position);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a SetRecordResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.SetRecordResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.SetRecordResponse & dxos.dmg.service.SetRecordResponse.$Shape} SetRecordResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetRecordResponse.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.SetRecordResponse();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push($root.dxos.dmg.service.NamedRecord.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.position = v;
                                else
                                    delete m.position;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return SetRecordResponse;
            })();

            service.ListRecordsRequest = (function() {

                /**
                 * Properties of a ListRecordsRequest.
                 * @typedef {Object} dxos.dmg.service.ListRecordsRequest.$Properties
                 * @property {string|null} [name] ListRecordsRequest name
                 * @property {boolean|null} [recursive] ListRecordsRequest recursive
                 * @property {number|null} [limit] ListRecordsRequest limit
                 * @property {string|null} [after] ListRecordsRequest after
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @interface IListRecordsRequest
                 * @augments dxos.dmg.service.ListRecordsRequest.$Properties
                 * @deprecated Use dxos.dmg.service.ListRecordsRequest.$Properties instead.
                 */

                /**
                 * Shape of a ListRecordsRequest.
                 * @typedef {dxos.dmg.service.ListRecordsRequest.$Properties} dxos.dmg.service.ListRecordsRequest.$Shape
                 */

                /**
                 * Constructs a new ListRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a ListRecordsRequest.
                 * @constructor
                 * @param {dxos.dmg.service.ListRecordsRequest.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListRecordsRequest = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * ListRecordsRequest name.
                 * @member {string} name
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @instance
                 */
                ListRecordsRequest.prototype.name = "";

                /**
                 * ListRecordsRequest recursive.
                 * @member {boolean} recursive
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @instance
                 */
                ListRecordsRequest.prototype.recursive = false;

                /**
                 * ListRecordsRequest limit.
                 * @member {number} limit
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @instance
                 */
                ListRecordsRequest.prototype.limit = 0;

                /**
                 * ListRecordsRequest after.
                 * @member {string} after
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @instance
                 */
                ListRecordsRequest.prototype.after = "";

                /**
                 * Encodes the specified ListRecordsRequest message. Does not implicitly {@link dxos.dmg.service.ListRecordsRequest.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @static
                 * @param {dxos.dmg.service.ListRecordsRequest.$Properties} m ListRecordsRequest message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListRecordsRequest.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.recursive != null && $Object.hasOwnProperty.call(m, "recursive") && m.recursive !== false)
                        w.uint32(/* id 2, wireType 0 =*/16).bool(m.recursive);
                    if (m.limit != null && $Object.hasOwnProperty.call(m, "limit") && m.limit !== 0)
                        w.uint32(/* id 3, wireType 0 =*/24).uint32(m.limit);
                    if (m.after != null && $Object.hasOwnProperty.call(m, "after") && m.after !== "")
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.after);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a ListRecordsRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.ListRecordsRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ListRecordsRequest & dxos.dmg.service.ListRecordsRequest.$Shape} ListRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListRecordsRequest.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.ListRecordsRequest();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 0)
                                    break;
                                if (v = r.bool())
                                    m.recursive = v;
                                else
                                    delete m.recursive;
                                continue;
                            }
                        case 3: {
                                if (u !== 0)
                                    break;
                                if (v = r.uint32())
                                    m.limit = v;
                                else
                                    delete m.limit;
                                continue;
                            }
                        case 4: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.after = v;
                                else
                                    delete m.after;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return ListRecordsRequest;
            })();

            service.ListRecordsResponse = (function() {

                /**
                 * Properties of a ListRecordsResponse.
                 * @typedef {Object} dxos.dmg.service.ListRecordsResponse.$Properties
                 * @property {Array.<dxos.dmg.service.NamedRecord.$Properties>|null} [records] ListRecordsResponse records
                 * @property {string|null} [next] ListRecordsResponse next
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @interface IListRecordsResponse
                 * @augments dxos.dmg.service.ListRecordsResponse.$Properties
                 * @deprecated Use dxos.dmg.service.ListRecordsResponse.$Properties instead.
                 */

                /**
                 * Shape of a ListRecordsResponse.
                 * @typedef {dxos.dmg.service.ListRecordsResponse.$Properties} dxos.dmg.service.ListRecordsResponse.$Shape
                 */

                /**
                 * Constructs a new ListRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a ListRecordsResponse.
                 * @constructor
                 * @param {dxos.dmg.service.ListRecordsResponse.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListRecordsResponse = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * ListRecordsResponse records.
                 * @member {Array.<dxos.dmg.service.NamedRecord.$Properties>} records
                 * @memberof dxos.dmg.service.ListRecordsResponse
                 * @instance
                 */
                ListRecordsResponse.prototype.records = $util.emptyArray;

                /**
                 * ListRecordsResponse next.
                 * @member {string} next
                 * @memberof dxos.dmg.service.ListRecordsResponse
                 * @instance
                 */
                ListRecordsResponse.prototype.next = "";

                /**
                 * Encodes the specified ListRecordsResponse message. Does not implicitly {@link dxos.dmg.service.ListRecordsResponse.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.ListRecordsResponse
                 * @static
                 * @param {dxos.dmg.service.ListRecordsResponse.$Properties} m ListRecordsResponse message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListRecordsResponse.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            $root.dxos.dmg.service.NamedRecord.encode(m.records[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.next != null && $Object.hasOwnProperty.call(m, "next") && m.next !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.next);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a ListRecordsResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.ListRecordsResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.ListRecordsResponse & dxos.dmg.service.ListRecordsResponse.$Shape} ListRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListRecordsResponse.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.ListRecordsResponse();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push($root.dxos.dmg.service.NamedRecord.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.next = v;
                                else
                                    delete m.next;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return ListRecordsResponse;
            })();

            service.WatchRecordsRequest = (function() {

                /**
                 * Properties of a WatchRecordsRequest.
                 * @typedef {Object} dxos.dmg.service.WatchRecordsRequest.$Properties
                 * @property {string|null} [name] WatchRecordsRequest name
                 * @property {string|null} [position] WatchRecordsRequest position
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a WatchRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @interface IWatchRecordsRequest
                 * @augments dxos.dmg.service.WatchRecordsRequest.$Properties
                 * @deprecated Use dxos.dmg.service.WatchRecordsRequest.$Properties instead.
                 */

                /**
                 * Shape of a WatchRecordsRequest.
                 * @typedef {dxos.dmg.service.WatchRecordsRequest.$Properties} dxos.dmg.service.WatchRecordsRequest.$Shape
                 */

                /**
                 * Constructs a new WatchRecordsRequest.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a WatchRecordsRequest.
                 * @constructor
                 * @param {dxos.dmg.service.WatchRecordsRequest.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const WatchRecordsRequest = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * WatchRecordsRequest name.
                 * @member {string} name
                 * @memberof dxos.dmg.service.WatchRecordsRequest
                 * @instance
                 */
                WatchRecordsRequest.prototype.name = "";

                /**
                 * WatchRecordsRequest position.
                 * @member {string} position
                 * @memberof dxos.dmg.service.WatchRecordsRequest
                 * @instance
                 */
                WatchRecordsRequest.prototype.position = "";

                /**
                 * Encodes the specified WatchRecordsRequest message. Does not implicitly {@link dxos.dmg.service.WatchRecordsRequest.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.WatchRecordsRequest
                 * @static
                 * @param {dxos.dmg.service.WatchRecordsRequest.$Properties} m WatchRecordsRequest message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                WatchRecordsRequest.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                    if (m.position != null && $Object.hasOwnProperty.call(m, "position") && m.position !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.position);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a WatchRecordsRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.WatchRecordsRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.WatchRecordsRequest & dxos.dmg.service.WatchRecordsRequest.$Shape} WatchRecordsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                WatchRecordsRequest.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.WatchRecordsRequest();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.name = v;
                                else
                                    delete m.name;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.position = v;
                                else
                                    delete m.position;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return WatchRecordsRequest;
            })();

            service.WatchRecordsResponse = (function() {

                /**
                 * Properties of a WatchRecordsResponse.
                 * @typedef {Object} dxos.dmg.service.WatchRecordsResponse.$Properties
                 * @property {string|null} [position] WatchRecordsResponse position
                 * @property {Array.<dxos.dmg.service.NamedRecord.$Properties>|null} [records] WatchRecordsResponse records
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a WatchRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @interface IWatchRecordsResponse
                 * @augments dxos.dmg.service.WatchRecordsResponse.$Properties
                 * @deprecated Use dxos.dmg.service.WatchRecordsResponse.$Properties instead.
                 */

                /**
                 * Shape of a WatchRecordsResponse.
                 * @typedef {dxos.dmg.service.WatchRecordsResponse.$Properties} dxos.dmg.service.WatchRecordsResponse.$Shape
                 */

                /**
                 * Constructs a new WatchRecordsResponse.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a WatchRecordsResponse.
                 * @constructor
                 * @param {dxos.dmg.service.WatchRecordsResponse.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const WatchRecordsResponse = function (p) {
                    this.records = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * WatchRecordsResponse position.
                 * @member {string} position
                 * @memberof dxos.dmg.service.WatchRecordsResponse
                 * @instance
                 */
                WatchRecordsResponse.prototype.position = "";

                /**
                 * WatchRecordsResponse records.
                 * @member {Array.<dxos.dmg.service.NamedRecord.$Properties>} records
                 * @memberof dxos.dmg.service.WatchRecordsResponse
                 * @instance
                 */
                WatchRecordsResponse.prototype.records = $util.emptyArray;

                /**
                 * Encodes the specified WatchRecordsResponse message. Does not implicitly {@link dxos.dmg.service.WatchRecordsResponse.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.WatchRecordsResponse
                 * @static
                 * @param {dxos.dmg.service.WatchRecordsResponse.$Properties} m WatchRecordsResponse message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                WatchRecordsResponse.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.position != null && $Object.hasOwnProperty.call(m, "position") && m.position !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.position);
                    if (m.records != null && m.records.length) {
                        for (var i = 0; i < m.records.length; ++i)
                            $root.dxos.dmg.service.NamedRecord.encode(m.records[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a WatchRecordsResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.WatchRecordsResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.WatchRecordsResponse & dxos.dmg.service.WatchRecordsResponse.$Shape} WatchRecordsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                WatchRecordsResponse.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.WatchRecordsResponse();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.position = v;
                                else
                                    delete m.position;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if (!(m.records && m.records.length))
                                    m.records = [];
                                m.records.push($root.dxos.dmg.service.NamedRecord.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return WatchRecordsResponse;
            })();

            service.Call = (function() {

                /**
                 * Properties of a Call.
                 * @typedef {Object} dxos.dmg.service.Call.$Properties
                 * @property {string|null} [method] Call method
                 * @property {Uint8Array|null} [request] Call request
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Call.
                 * @memberof dxos.dmg.service
                 * @interface ICall
                 * @augments dxos.dmg.service.Call.$Properties
                 * @deprecated Use dxos.dmg.service.Call.$Properties instead.
                 */

                /**
                 * Shape of a Call.
                 * @typedef {dxos.dmg.service.Call.$Properties} dxos.dmg.service.Call.$Shape
                 */

                /**
                 * Constructs a new Call.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a Call.
                 * @constructor
                 * @param {dxos.dmg.service.Call.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Call = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Call method.
                 * @member {string} method
                 * @memberof dxos.dmg.service.Call
                 * @instance
                 */
                Call.prototype.method = "";

                /**
                 * Call request.
                 * @member {Uint8Array} request
                 * @memberof dxos.dmg.service.Call
                 * @instance
                 */
                Call.prototype.request = $util.newBuffer([]);

                /**
                 * Encodes the specified Call message. Does not implicitly {@link dxos.dmg.service.Call.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.Call
                 * @static
                 * @param {dxos.dmg.service.Call.$Properties} m Call message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Call.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.method != null && $Object.hasOwnProperty.call(m, "method") && m.method !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.method);
                    if (m.request != null && $Object.hasOwnProperty.call(m, "request") && m.request.length)
                        w.uint32(/* id 2, wireType 2 =*/18).bytes(m.request);
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Call message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.Call
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Call & dxos.dmg.service.Call.$Shape} Call
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Call.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.Call();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.method = v;
                                else
                                    delete m.method;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.bytes()).length)
                                    m.request = v;
                                else
                                    delete m.request;
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Call;
            })();

            service.Reply = (function() {

                /**
                 * Properties of a Reply.
                 * @typedef {Object} dxos.dmg.service.Reply.$Properties
                 * @property {Uint8Array|null} [response] Reply response
                 * @property {dxos.dmg.service.Failure.$Properties|null} [failure] Reply failure
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reply.
                 * @memberof dxos.dmg.service
                 * @interface IReply
                 * @augments dxos.dmg.service.Reply.$Properties
                 * @deprecated Use dxos.dmg.service.Reply.$Properties instead.
                 */

                /**
                 * Shape of a Reply.
                 * @typedef {dxos.dmg.service.Reply.$Properties} dxos.dmg.service.Reply.$Shape
                 */

                /**
                 * Constructs a new Reply.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a Reply.
                 * @constructor
                 * @param {dxos.dmg.service.Reply.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reply = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Reply response.
                 * @member {Uint8Array} response
                 * @memberof dxos.dmg.service.Reply
                 * @instance
                 */
                Reply.prototype.response = $util.newBuffer([]);

                /**
                 * Reply failure.
                 * @member {dxos.dmg.service.Failure.$Properties|null|undefined} failure
                 * @memberof dxos.dmg.service.Reply
                 * @instance
                 */
                Reply.prototype.failure = null;

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link dxos.dmg.service.Reply.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.Reply
                 * @static
                 * @param {dxos.dmg.service.Reply.$Properties} m Reply message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reply.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.response != null && $Object.hasOwnProperty.call(m, "response") && m.response.length)
                        w.uint32(/* id 1, wireType 2 =*/10).bytes(m.response);
                    if (m.failure != null && $Object.hasOwnProperty.call(m, "failure"))
                        $root.dxos.dmg.service.Failure.encode(m.failure, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.Reply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Reply & dxos.dmg.service.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reply.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.Reply();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.bytes()).length)
                                    m.response = v;
                                else
                                    delete m.response;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                m.failure = $root.dxos.dmg.service.Failure.decode(r, r.size(), $undefined, q + 1, m.failure);
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Reply;
            })();

            service.Failure = (function() {

                /**
                 * Properties of a Failure.
                 * @typedef {Object} dxos.dmg.service.Failure.$Properties
                 * @property {string|null} [code] Failure code
                 * @property {string|null} [message] Failure message
                 * @property {string|null} [reason] Failure reason
                 * @property {Array.<string>|null} [next] Failure next
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Failure.
                 * @memberof dxos.dmg.service
                 * @interface IFailure
                 * @augments dxos.dmg.service.Failure.$Properties
                 * @deprecated Use dxos.dmg.service.Failure.$Properties instead.
                 */

                /**
                 * Shape of a Failure.
                 * @typedef {dxos.dmg.service.Failure.$Properties} dxos.dmg.service.Failure.$Shape
                 */

                /**
                 * Constructs a new Failure.
                 * @memberof dxos.dmg.service
                 * @classdesc Represents a Failure.
                 * @constructor
                 * @param {dxos.dmg.service.Failure.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Failure = function (p) {
                    this.next = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Failure code.
                 * @member {string} code
                 * @memberof dxos.dmg.service.Failure
                 * @instance
                 */
                Failure.prototype.code = "";

                /**
                 * Failure message.
                 * @member {string} message
                 * @memberof dxos.dmg.service.Failure
                 * @instance
                 */
                Failure.prototype.message = "";

                /**
                 * Failure reason.
                 * @member {string} reason
                 * @memberof dxos.dmg.service.Failure
                 * @instance
                 */
                Failure.prototype.reason = "";

                /**
                 * Failure next.
                 * @member {Array.<string>} next
                 * @memberof dxos.dmg.service.Failure
                 * @instance
                 */
                Failure.prototype.next = $util.emptyArray;

                /**
                 * Encodes the specified Failure message. Does not implicitly {@link dxos.dmg.service.Failure.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.service.Failure
                 * @static
                 * @param {dxos.dmg.service.Failure.$Properties} m Failure message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Failure.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.code);
                    if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.message);
                    if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.reason);
                    if (m.next != null && m.next.length) {
                        for (var i = 0; i < m.next.length; ++i)
                            w.uint32(/* id 4, wireType 2 =*/34).string(m.next[i]);
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Failure message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.service.Failure
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.service.Failure & dxos.dmg.service.Failure.$Shape} Failure
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Failure.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.service.Failure();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.code = v;
                                else
                                    delete m.code;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.message = v;
                                else
                                    delete m.message;
                                continue;
                            }
                        case 3: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.reason = v;
                                else
                                    delete m.reason;
                                continue;
                            }
                        case 4: {
                                if (u !== 2)
                                    break;
                                if (!(m.next && m.next.length))
                                    m.next = [];
                                m.next.push(r.stringVerify());
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Failure;
            })();

            return service;
        })();

        dmg.ManifestFile = (function() {

            /**
             * Properties of a ManifestFile.
             * @typedef {Object} dxos.dmg.ManifestFile.$Properties
             * @property {string|null} [name] ManifestFile name
             * @property {Array.<dxos.dmg.ManifestFile.$Properties>|null} [files] ManifestFile files
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ManifestFile.
             * @memberof dxos.dmg
             * @interface IManifestFile
             * @augments dxos.dmg.ManifestFile.$Properties
             * @deprecated Use dxos.dmg.ManifestFile.$Properties instead.
             */

            /**
             * Shape of a ManifestFile.
             * @typedef {dxos.dmg.ManifestFile.$Properties} dxos.dmg.ManifestFile.$Shape
             */

            /**
             * Constructs a new ManifestFile.
             * @memberof dxos.dmg
             * @classdesc Represents a ManifestFile.
             * @constructor
             * @param {dxos.dmg.ManifestFile.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ManifestFile = function (p) {
                this.files = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ManifestFile name.
             * @member {string} name
             * @memberof dxos.dmg.ManifestFile
             * @instance
             */
            ManifestFile.prototype.name = "";

            /**
             * ManifestFile files.
             * @member {Array.<dxos.dmg.ManifestFile.$Properties>} files
             * @memberof dxos.dmg.ManifestFile
             * @instance
             */
            ManifestFile.prototype.files = $util.emptyArray;

            /**
             * Encodes the specified ManifestFile message. Does not implicitly {@link dxos.dmg.ManifestFile.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.ManifestFile
             * @static
             * @param {dxos.dmg.ManifestFile.$Properties} m ManifestFile message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ManifestFile.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.files != null && m.files.length) {
                    for (var i = 0; i < m.files.length; ++i)
                        $root.dxos.dmg.ManifestFile.encode(m.files[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a ManifestFile message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.ManifestFile
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.ManifestFile & dxos.dmg.ManifestFile.$Shape} ManifestFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ManifestFile.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.ManifestFile();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.files && m.files.length))
                                m.files = [];
                            m.files.push($root.dxos.dmg.ManifestFile.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ManifestFile;
        })();

        dmg.Function = (function() {

            /**
             * Properties of a Function.
             * @typedef {Object} dxos.dmg.Function.$Properties
             * @property {string|null} [method] Function method
             * @property {string|null} [entry] Function entry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Function.
             * @memberof dxos.dmg
             * @interface IFunction
             * @augments dxos.dmg.Function.$Properties
             * @deprecated Use dxos.dmg.Function.$Properties instead.
             */

            /**
             * Shape of a Function.
             * @typedef {dxos.dmg.Function.$Properties} dxos.dmg.Function.$Shape
             */

            /**
             * Constructs a new Function.
             * @memberof dxos.dmg
             * @classdesc Represents a Function.
             * @constructor
             * @param {dxos.dmg.Function.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Function = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Function method.
             * @member {string} method
             * @memberof dxos.dmg.Function
             * @instance
             */
            Function.prototype.method = "";

            /**
             * Function entry.
             * @member {string} entry
             * @memberof dxos.dmg.Function
             * @instance
             */
            Function.prototype.entry = "";

            /**
             * Encodes the specified Function message. Does not implicitly {@link dxos.dmg.Function.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Function
             * @static
             * @param {dxos.dmg.Function.$Properties} m Function message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Function.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.method != null && $Object.hasOwnProperty.call(m, "method") && m.method !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.method);
                if (m.entry != null && $Object.hasOwnProperty.call(m, "entry") && m.entry !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.entry);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Function message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Function
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Function & dxos.dmg.Function.$Shape} Function
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Function.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Function();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.method = v;
                            else
                                delete m.method;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.entry = v;
                            else
                                delete m.entry;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Function;
        })();

        dmg.FunctionEntry = (function() {

            /**
             * Properties of a FunctionEntry.
             * @typedef {Object} dxos.dmg.FunctionEntry.$Properties
             * @property {string|null} [key] FunctionEntry key
             * @property {dxos.dmg.Function.$Properties|null} [value] FunctionEntry value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FunctionEntry.
             * @memberof dxos.dmg
             * @interface IFunctionEntry
             * @augments dxos.dmg.FunctionEntry.$Properties
             * @deprecated Use dxos.dmg.FunctionEntry.$Properties instead.
             */

            /**
             * Shape of a FunctionEntry.
             * @typedef {dxos.dmg.FunctionEntry.$Properties} dxos.dmg.FunctionEntry.$Shape
             */

            /**
             * Constructs a new FunctionEntry.
             * @memberof dxos.dmg
             * @classdesc Represents a FunctionEntry.
             * @constructor
             * @param {dxos.dmg.FunctionEntry.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FunctionEntry = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * FunctionEntry key.
             * @member {string} key
             * @memberof dxos.dmg.FunctionEntry
             * @instance
             */
            FunctionEntry.prototype.key = "";

            /**
             * FunctionEntry value.
             * @member {dxos.dmg.Function.$Properties|null|undefined} value
             * @memberof dxos.dmg.FunctionEntry
             * @instance
             */
            FunctionEntry.prototype.value = null;

            /**
             * Encodes the specified FunctionEntry message. Does not implicitly {@link dxos.dmg.FunctionEntry.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.FunctionEntry
             * @static
             * @param {dxos.dmg.FunctionEntry.$Properties} m FunctionEntry message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FunctionEntry.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.key);
                if (m.value != null && $Object.hasOwnProperty.call(m, "value"))
                    $root.dxos.dmg.Function.encode(m.value, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a FunctionEntry message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.FunctionEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.FunctionEntry & dxos.dmg.FunctionEntry.$Shape} FunctionEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FunctionEntry.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.FunctionEntry();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.value = $root.dxos.dmg.Function.decode(r, r.size(), $undefined, q + 1, m.value);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FunctionEntry;
        })();

        dmg.Manifest = (function() {

            /**
             * Properties of a Manifest.
             * @typedef {Object} dxos.dmg.Manifest.$Properties
             * @property {string|null} ["default"] Manifest default
             * @property {Array.<dxos.dmg.ManifestFile.$Properties>|null} [files] Manifest files
             * @property {Array.<dxos.dmg.FunctionEntry.$Properties>|null} [exec] Manifest exec
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Manifest.
             * @memberof dxos.dmg
             * @interface IManifest
             * @augments dxos.dmg.Manifest.$Properties
             * @deprecated Use dxos.dmg.Manifest.$Properties instead.
             */

            /**
             * Shape of a Manifest.
             * @typedef {dxos.dmg.Manifest.$Properties} dxos.dmg.Manifest.$Shape
             */

            /**
             * Constructs a new Manifest.
             * @memberof dxos.dmg
             * @classdesc Represents a Manifest.
             * @constructor
             * @param {dxos.dmg.Manifest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Manifest = function (p) {
                this.files = [];
                this.exec = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Manifest default.
             * @member {string} default
             * @memberof dxos.dmg.Manifest
             * @instance
             */
            Manifest.prototype["default"] = "";

            /**
             * Manifest files.
             * @member {Array.<dxos.dmg.ManifestFile.$Properties>} files
             * @memberof dxos.dmg.Manifest
             * @instance
             */
            Manifest.prototype.files = $util.emptyArray;

            /**
             * Manifest exec.
             * @member {Array.<dxos.dmg.FunctionEntry.$Properties>} exec
             * @memberof dxos.dmg.Manifest
             * @instance
             */
            Manifest.prototype.exec = $util.emptyArray;

            /**
             * Encodes the specified Manifest message. Does not implicitly {@link dxos.dmg.Manifest.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Manifest
             * @static
             * @param {dxos.dmg.Manifest.$Properties} m Manifest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Manifest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m["default"] != null && $Object.hasOwnProperty.call(m, "default") && m["default"] !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m["default"]);
                if (m.files != null && m.files.length) {
                    for (var i = 0; i < m.files.length; ++i)
                        $root.dxos.dmg.ManifestFile.encode(m.files[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                }
                if (m.exec != null && m.exec.length) {
                    for (var i = 0; i < m.exec.length; ++i)
                        $root.dxos.dmg.FunctionEntry.encode(m.exec[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Manifest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Manifest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Manifest & dxos.dmg.Manifest.$Shape} Manifest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Manifest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Manifest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m["default"] = v;
                            else
                                delete m["default"];
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.files && m.files.length))
                                m.files = [];
                            m.files.push($root.dxos.dmg.ManifestFile.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.exec && m.exec.length))
                                m.exec = [];
                            m.exec.push($root.dxos.dmg.FunctionEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Manifest;
        })();

        dmg.Webapp = (function() {

            /**
             * Properties of a Webapp.
             * @typedef {Object} dxos.dmg.Webapp.$Properties
             * @property {dxos.dmg.Manifest.$Properties|null} [manifest] Webapp manifest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Webapp.
             * @memberof dxos.dmg
             * @interface IWebapp
             * @augments dxos.dmg.Webapp.$Properties
             * @deprecated Use dxos.dmg.Webapp.$Properties instead.
             */

            /**
             * Shape of a Webapp.
             * @typedef {dxos.dmg.Webapp.$Properties} dxos.dmg.Webapp.$Shape
             */

            /**
             * Constructs a new Webapp.
             * @memberof dxos.dmg
             * @classdesc Represents a Webapp.
             * @constructor
             * @param {dxos.dmg.Webapp.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Webapp = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Webapp manifest.
             * @member {dxos.dmg.Manifest.$Properties|null|undefined} manifest
             * @memberof dxos.dmg.Webapp
             * @instance
             */
            Webapp.prototype.manifest = null;

            /**
             * Encodes the specified Webapp message. Does not implicitly {@link dxos.dmg.Webapp.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Webapp
             * @static
             * @param {dxos.dmg.Webapp.$Properties} m Webapp message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Webapp.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.manifest != null && $Object.hasOwnProperty.call(m, "manifest"))
                    $root.dxos.dmg.Manifest.encode(m.manifest, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Webapp message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Webapp
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Webapp & dxos.dmg.Webapp.$Shape} Webapp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Webapp.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Webapp();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.manifest = $root.dxos.dmg.Manifest.decode(r, r.size(), $undefined, q + 1, m.manifest);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Webapp;
        })();

        dmg.MountPayload = (function() {

            /**
             * Properties of a MountPayload.
             * @typedef {Object} dxos.dmg.MountPayload.$Properties
             * @property {string|null} [target] MountPayload target
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MountPayload.
             * @memberof dxos.dmg
             * @interface IMountPayload
             * @augments dxos.dmg.MountPayload.$Properties
             * @deprecated Use dxos.dmg.MountPayload.$Properties instead.
             */

            /**
             * Shape of a MountPayload.
             * @typedef {dxos.dmg.MountPayload.$Properties} dxos.dmg.MountPayload.$Shape
             */

            /**
             * Constructs a new MountPayload.
             * @memberof dxos.dmg
             * @classdesc Represents a MountPayload.
             * @constructor
             * @param {dxos.dmg.MountPayload.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MountPayload = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * MountPayload target.
             * @member {string} target
             * @memberof dxos.dmg.MountPayload
             * @instance
             */
            MountPayload.prototype.target = "";

            /**
             * Encodes the specified MountPayload message. Does not implicitly {@link dxos.dmg.MountPayload.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.MountPayload
             * @static
             * @param {dxos.dmg.MountPayload.$Properties} m MountPayload message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MountPayload.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.target != null && $Object.hasOwnProperty.call(m, "target") && m.target !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.target);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MountPayload message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.MountPayload
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.MountPayload & dxos.dmg.MountPayload.$Shape} MountPayload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MountPayload.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.MountPayload();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.target = v;
                            else
                                delete m.target;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MountPayload;
        })();

        dmg.RedirectPayload = (function() {

            /**
             * Properties of a RedirectPayload.
             * @typedef {Object} dxos.dmg.RedirectPayload.$Properties
             * @property {string|null} [to] RedirectPayload to
             * @property {number|null} [status] RedirectPayload status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RedirectPayload.
             * @memberof dxos.dmg
             * @interface IRedirectPayload
             * @augments dxos.dmg.RedirectPayload.$Properties
             * @deprecated Use dxos.dmg.RedirectPayload.$Properties instead.
             */

            /**
             * Shape of a RedirectPayload.
             * @typedef {dxos.dmg.RedirectPayload.$Properties} dxos.dmg.RedirectPayload.$Shape
             */

            /**
             * Constructs a new RedirectPayload.
             * @memberof dxos.dmg
             * @classdesc Represents a RedirectPayload.
             * @constructor
             * @param {dxos.dmg.RedirectPayload.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RedirectPayload = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RedirectPayload to.
             * @member {string} to
             * @memberof dxos.dmg.RedirectPayload
             * @instance
             */
            RedirectPayload.prototype.to = "";

            /**
             * RedirectPayload status.
             * @member {number} status
             * @memberof dxos.dmg.RedirectPayload
             * @instance
             */
            RedirectPayload.prototype.status = 0;

            /**
             * Encodes the specified RedirectPayload message. Does not implicitly {@link dxos.dmg.RedirectPayload.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.RedirectPayload
             * @static
             * @param {dxos.dmg.RedirectPayload.$Properties} m RedirectPayload message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RedirectPayload.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.to != null && $Object.hasOwnProperty.call(m, "to") && m.to !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.to);
                if (m.status != null && $Object.hasOwnProperty.call(m, "status") && m.status !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).uint32(m.status);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RedirectPayload message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.RedirectPayload
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.RedirectPayload & dxos.dmg.RedirectPayload.$Shape} RedirectPayload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RedirectPayload.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.RedirectPayload();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.to = v;
                            else
                                delete m.to;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.status = v;
                            else
                                delete m.status;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RedirectPayload;
        })();

        dmg.Value = (function() {

            /**
             * Properties of a Value.
             * @typedef {Object} dxos.dmg.Value.$Properties
             * @property {number|null} [nullValue] Value nullValue
             * @property {number|null} [numberValue] Value numberValue
             * @property {string|null} [stringValue] Value stringValue
             * @property {boolean|null} [boolValue] Value boolValue
             * @property {dxos.dmg.Value.Struct.$Properties|null} [structValue] Value structValue
             * @property {dxos.dmg.Value.List.$Properties|null} [listValue] Value listValue
             * @property {"nullValue"|"numberValue"|"stringValue"|"boolValue"|"structValue"|"listValue"} [kind] Value kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Value.
             * @memberof dxos.dmg
             * @interface IValue
             * @augments dxos.dmg.Value.$Properties
             * @deprecated Use dxos.dmg.Value.$Properties instead.
             */

            /**
             * Narrowed shape of a Value.
             * @typedef {{
             *   nullValue?: number|null;
             *   numberValue?: number|null;
             *   stringValue?: string|null;
             *   boolValue?: boolean|null;
             *   structValue?: dxos.dmg.Value.Struct.$Shape|null;
             *   listValue?: dxos.dmg.Value.List.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "nullValue"; nullValue: number; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "numberValue"; nullValue?: null; numberValue: number; stringValue?: null; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "stringValue"; nullValue?: null; numberValue?: null; stringValue: string; boolValue?: null; structValue?: null; listValue?: null }|{ kind?: "boolValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue: boolean; structValue?: null; listValue?: null }|{ kind?: "structValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue: dxos.dmg.Value.Struct.$Shape; listValue?: null }|{ kind?: "listValue"; nullValue?: null; numberValue?: null; stringValue?: null; boolValue?: null; structValue?: null; listValue: dxos.dmg.Value.List.$Shape })
             * )} dxos.dmg.Value.$Shape
             */

            /**
             * Constructs a new Value.
             * @memberof dxos.dmg
             * @classdesc Represents a Value.
             * @constructor
             * @param {dxos.dmg.Value.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Value = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Value nullValue.
             * @member {number|null|undefined} nullValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.nullValue = null;

            /**
             * Value numberValue.
             * @member {number|null|undefined} numberValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.numberValue = null;

            /**
             * Value stringValue.
             * @member {string|null|undefined} stringValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.stringValue = null;

            /**
             * Value boolValue.
             * @member {boolean|null|undefined} boolValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.boolValue = null;

            /**
             * Value structValue.
             * @member {dxos.dmg.Value.Struct.$Properties|null|undefined} structValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.structValue = null;

            /**
             * Value listValue.
             * @member {dxos.dmg.Value.List.$Properties|null|undefined} listValue
             * @memberof dxos.dmg.Value
             * @instance
             */
            Value.prototype.listValue = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Value kind.
             * @member {"nullValue"|"numberValue"|"stringValue"|"boolValue"|"structValue"|"listValue"|undefined} kind
             * @memberof dxos.dmg.Value
             * @instance
             */
            $Object.defineProperty(Value.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["nullValue", "numberValue", "stringValue", "boolValue", "structValue", "listValue"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Value message. Does not implicitly {@link dxos.dmg.Value.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Value
             * @static
             * @param {dxos.dmg.Value.$Properties} m Value message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Value.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.nullValue != null && $Object.hasOwnProperty.call(m, "nullValue"))
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.nullValue);
                if (m.numberValue != null && $Object.hasOwnProperty.call(m, "numberValue"))
                    w.uint32(/* id 2, wireType 1 =*/17).double(m.numberValue);
                if (m.stringValue != null && $Object.hasOwnProperty.call(m, "stringValue"))
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.stringValue);
                if (m.boolValue != null && $Object.hasOwnProperty.call(m, "boolValue"))
                    w.uint32(/* id 4, wireType 0 =*/32).bool(m.boolValue);
                if (m.structValue != null && $Object.hasOwnProperty.call(m, "structValue"))
                    $root.dxos.dmg.Value.Struct.encode(m.structValue, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.listValue != null && $Object.hasOwnProperty.call(m, "listValue"))
                    $root.dxos.dmg.Value.List.encode(m.listValue, w.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Value message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Value
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Value & dxos.dmg.Value.$Shape} Value
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Value.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Value();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            m.nullValue = r.uint32();
                            m.kind = "nullValue";
                            continue;
                        }
                    case 2: {
                            if (u !== 1)
                                break;
                            m.numberValue = r.double();
                            m.kind = "numberValue";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.stringValue = r.stringVerify();
                            m.kind = "stringValue";
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            m.boolValue = r.bool();
                            m.kind = "boolValue";
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.structValue = $root.dxos.dmg.Value.Struct.decode(r, r.size(), $undefined, q + 1, m.structValue);
                            m.kind = "structValue";
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.listValue = $root.dxos.dmg.Value.List.decode(r, r.size(), $undefined, q + 1, m.listValue);
                            m.kind = "listValue";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            Value.Field = (function() {

                /**
                 * Properties of a Field.
                 * @typedef {Object} dxos.dmg.Value.Field.$Properties
                 * @property {string|null} [key] Field key
                 * @property {dxos.dmg.Value.$Properties|null} [value] Field value
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Field.
                 * @memberof dxos.dmg.Value
                 * @interface IField
                 * @augments dxos.dmg.Value.Field.$Properties
                 * @deprecated Use dxos.dmg.Value.Field.$Properties instead.
                 */

                /**
                 * Shape of a Field.
                 * @typedef {{
                 *   key?: string|null;
                 *   value?: dxos.dmg.Value.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} dxos.dmg.Value.Field.$Shape
                 */

                /**
                 * Constructs a new Field.
                 * @memberof dxos.dmg.Value
                 * @classdesc Represents a Field.
                 * @constructor
                 * @param {dxos.dmg.Value.Field.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Field = function (p) {
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Field key.
                 * @member {string} key
                 * @memberof dxos.dmg.Value.Field
                 * @instance
                 */
                Field.prototype.key = "";

                /**
                 * Field value.
                 * @member {dxos.dmg.Value.$Properties|null|undefined} value
                 * @memberof dxos.dmg.Value.Field
                 * @instance
                 */
                Field.prototype.value = null;

                /**
                 * Encodes the specified Field message. Does not implicitly {@link dxos.dmg.Value.Field.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.Value.Field
                 * @static
                 * @param {dxos.dmg.Value.Field.$Properties} m Field message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Field.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.key);
                    if (m.value != null && $Object.hasOwnProperty.call(m, "value"))
                        $root.dxos.dmg.Value.encode(m.value, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Field message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.Value.Field
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.Field & dxos.dmg.Value.Field.$Shape} Field
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Field.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m, v;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.Value.Field();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if ((v = r.stringVerify()).length)
                                    m.key = v;
                                else
                                    delete m.key;
                                continue;
                            }
                        case 2: {
                                if (u !== 2)
                                    break;
                                m.value = $root.dxos.dmg.Value.decode(r, r.size(), $undefined, q + 1, m.value);
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Field;
            })();

            Value.Struct = (function() {

                /**
                 * Properties of a Struct.
                 * @typedef {Object} dxos.dmg.Value.Struct.$Properties
                 * @property {Array.<dxos.dmg.Value.Field.$Properties>|null} [fields] Struct fields
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Struct.
                 * @memberof dxos.dmg.Value
                 * @interface IStruct
                 * @augments dxos.dmg.Value.Struct.$Properties
                 * @deprecated Use dxos.dmg.Value.Struct.$Properties instead.
                 */

                /**
                 * Shape of a Struct.
                 * @typedef {{
                 *   fields?: Array.<dxos.dmg.Value.Field.$Shape>|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} dxos.dmg.Value.Struct.$Shape
                 */

                /**
                 * Constructs a new Struct.
                 * @memberof dxos.dmg.Value
                 * @classdesc Represents a Struct.
                 * @constructor
                 * @param {dxos.dmg.Value.Struct.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Struct = function (p) {
                    this.fields = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * Struct fields.
                 * @member {Array.<dxos.dmg.Value.Field.$Properties>} fields
                 * @memberof dxos.dmg.Value.Struct
                 * @instance
                 */
                Struct.prototype.fields = $util.emptyArray;

                /**
                 * Encodes the specified Struct message. Does not implicitly {@link dxos.dmg.Value.Struct.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.Value.Struct
                 * @static
                 * @param {dxos.dmg.Value.Struct.$Properties} m Struct message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Struct.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.fields != null && m.fields.length) {
                        for (var i = 0; i < m.fields.length; ++i)
                            $root.dxos.dmg.Value.Field.encode(m.fields[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a Struct message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.Value.Struct
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.Struct & dxos.dmg.Value.Struct.$Shape} Struct
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Struct.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.Value.Struct();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.fields && m.fields.length))
                                    m.fields = [];
                                m.fields.push($root.dxos.dmg.Value.Field.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return Struct;
            })();

            Value.List = (function() {

                /**
                 * Properties of a List.
                 * @typedef {Object} dxos.dmg.Value.List.$Properties
                 * @property {Array.<dxos.dmg.Value.$Properties>|null} [values] List values
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a List.
                 * @memberof dxos.dmg.Value
                 * @interface IList
                 * @augments dxos.dmg.Value.List.$Properties
                 * @deprecated Use dxos.dmg.Value.List.$Properties instead.
                 */

                /**
                 * Shape of a List.
                 * @typedef {{
                 *   values?: Array.<dxos.dmg.Value.$Shape>|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} dxos.dmg.Value.List.$Shape
                 */

                /**
                 * Constructs a new List.
                 * @memberof dxos.dmg.Value
                 * @classdesc Represents a List.
                 * @constructor
                 * @param {dxos.dmg.Value.List.$Properties=} [p] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const List = function (p) {
                    this.values = [];
                    if (p)
                        for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                            if (p[ks[i]] != null && ks[i] !== "__proto__")
                                this[ks[i]] = p[ks[i]];
                };

                /**
                 * List values.
                 * @member {Array.<dxos.dmg.Value.$Properties>} values
                 * @memberof dxos.dmg.Value.List
                 * @instance
                 */
                List.prototype.values = $util.emptyArray;

                /**
                 * Encodes the specified List message. Does not implicitly {@link dxos.dmg.Value.List.verify|verify} messages.
                 * @function encode
                 * @memberof dxos.dmg.Value.List
                 * @static
                 * @param {dxos.dmg.Value.List.$Properties} m List message or plain object to encode
                 * @param {$protobuf.Writer} [w] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                List.encode = function (m, w, q) {
                    if (!w)
                        w = $Writer.create();
                    if (q === $undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (m.values != null && m.values.length) {
                        for (var i = 0; i < m.values.length; ++i)
                            $root.dxos.dmg.Value.encode(m.values[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                    }
                    if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                        for (var i = 0; i < m.$unknowns.length; ++i)
                            w.raw(m.$unknowns[i]);
                    return w;
                };

                /**
                 * Decodes a List message from the specified reader or buffer.
                 * @function decode
                 * @memberof dxos.dmg.Value.List
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
                 * @param {number} [l] Message length if known beforehand
                 * @returns {dxos.dmg.Value.List & dxos.dmg.Value.List.$Shape} List
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                List.decode = function (r, l, z, q, g) {
                    if (!(r instanceof $Reader))
                        r = $Reader.create(r);
                    if (q === $undefined)
                        q = 0;
                    if (q > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    var c, m;
                    if (l === $undefined)
                        c = r.len;
                    else {
                        c = r.pos + l;
                        if (c > r.len)
                            throw $RangeError("index out of range");
                        l = r.len;
                        r.len = c;
                    }
                    m = g || new $root.dxos.dmg.Value.List();
                    while (r.pos < c) {
                        var s = r.pos;
                        var t = r.tag();
                        if (t === z) {
                            z = $undefined;
                            break;
                        }
                        var u = t & 7;
                        switch (t >>>= 3) {
                        case 1: {
                                if (u !== 2)
                                    break;
                                if (!(m.values && m.values.length))
                                    m.values = [];
                                m.values.push($root.dxos.dmg.Value.decode(r, r.size(), $undefined, q + 1));
                                continue;
                            }
                        }
                        r.skipType(u, q, t);
                        if (!r.discardUnknown) {
                            $util.makeProp(m, "$unknowns", false);
                            (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                        }
                    }
                    if (l !== $undefined) {
                        if (r.pos !== c)
                            throw $RangeError("index out of range");
                        r.len = l;
                    }
                    if (z !== $undefined)
                        throw $Error("missing end group");
                    return m;
                };

                return List;
            })();

            return Value;
        })();

        dmg.Document = (function() {

            /**
             * Properties of a Document.
             * @typedef {Object} dxos.dmg.Document.$Properties
             * @property {dxos.dmg.Value.$Properties|null} [body] Document body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Document.
             * @memberof dxos.dmg
             * @interface IDocument
             * @augments dxos.dmg.Document.$Properties
             * @deprecated Use dxos.dmg.Document.$Properties instead.
             */

            /**
             * Shape of a Document.
             * @typedef {{
             *   body?: dxos.dmg.Value.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} dxos.dmg.Document.$Shape
             */

            /**
             * Constructs a new Document.
             * @memberof dxos.dmg
             * @classdesc Represents a Document.
             * @constructor
             * @param {dxos.dmg.Document.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Document = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Document body.
             * @member {dxos.dmg.Value.$Properties|null|undefined} body
             * @memberof dxos.dmg.Document
             * @instance
             */
            Document.prototype.body = null;

            /**
             * Encodes the specified Document message. Does not implicitly {@link dxos.dmg.Document.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Document
             * @static
             * @param {dxos.dmg.Document.$Properties} m Document message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Document.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.body != null && $Object.hasOwnProperty.call(m, "body"))
                    $root.dxos.dmg.Value.encode(m.body, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Document message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Document
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Document & dxos.dmg.Document.$Shape} Document
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Document.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Document();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.body = $root.dxos.dmg.Value.decode(r, r.size(), $undefined, q + 1, m.body);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Document;
        })();

        dmg.File = (function() {

            /**
             * Properties of a File.
             * @typedef {Object} dxos.dmg.File.$Properties
             * @property {string|null} [source] File source
             * @property {string|null} [mediaType] File mediaType
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a File.
             * @memberof dxos.dmg
             * @interface IFile
             * @augments dxos.dmg.File.$Properties
             * @deprecated Use dxos.dmg.File.$Properties instead.
             */

            /**
             * Shape of a File.
             * @typedef {dxos.dmg.File.$Properties} dxos.dmg.File.$Shape
             */

            /**
             * Constructs a new File.
             * @memberof dxos.dmg
             * @classdesc Represents a File.
             * @constructor
             * @param {dxos.dmg.File.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const File = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * File source.
             * @member {string} source
             * @memberof dxos.dmg.File
             * @instance
             */
            File.prototype.source = "";

            /**
             * File mediaType.
             * @member {string} mediaType
             * @memberof dxos.dmg.File
             * @instance
             */
            File.prototype.mediaType = "";

            /**
             * Encodes the specified File message. Does not implicitly {@link dxos.dmg.File.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.File
             * @static
             * @param {dxos.dmg.File.$Properties} m File message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            File.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.source != null && $Object.hasOwnProperty.call(m, "source") && m.source !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.source);
                if (m.mediaType != null && $Object.hasOwnProperty.call(m, "mediaType") && m.mediaType !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.mediaType);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a File message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.File
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.File & dxos.dmg.File.$Shape} File
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            File.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.File();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.source = v;
                            else
                                delete m.source;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mediaType = v;
                            else
                                delete m.mediaType;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return File;
        })();

        dmg.Service = (function() {

            /**
             * Properties of a Service.
             * @typedef {Object} dxos.dmg.Service.$Properties
             * @property {Array.<string>|null} [addresses] Service addresses
             * @property {string|null} [health] Service health
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Service.
             * @memberof dxos.dmg
             * @interface IService
             * @augments dxos.dmg.Service.$Properties
             * @deprecated Use dxos.dmg.Service.$Properties instead.
             */

            /**
             * Shape of a Service.
             * @typedef {dxos.dmg.Service.$Properties} dxos.dmg.Service.$Shape
             */

            /**
             * Constructs a new Service.
             * @memberof dxos.dmg
             * @classdesc Represents a Service.
             * @constructor
             * @param {dxos.dmg.Service.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Service = function (p) {
                this.addresses = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Service addresses.
             * @member {Array.<string>} addresses
             * @memberof dxos.dmg.Service
             * @instance
             */
            Service.prototype.addresses = $util.emptyArray;

            /**
             * Service health.
             * @member {string} health
             * @memberof dxos.dmg.Service
             * @instance
             */
            Service.prototype.health = "";

            /**
             * Encodes the specified Service message. Does not implicitly {@link dxos.dmg.Service.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Service
             * @static
             * @param {dxos.dmg.Service.$Properties} m Service message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Service.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.addresses[i]);
                }
                if (m.health != null && $Object.hasOwnProperty.call(m, "health") && m.health !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.health);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Service message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Service
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Service & dxos.dmg.Service.$Shape} Service
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Service.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Service();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.addresses && m.addresses.length))
                                m.addresses = [];
                            m.addresses.push(r.stringVerify());
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.health = v;
                            else
                                delete m.health;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Service;
        })();

        dmg.Schema = (function() {

            /**
             * Properties of a Schema.
             * @typedef {Object} dxos.dmg.Schema.$Properties
             * @property {string|null} [message] Schema message
             * @property {Uint8Array|null} [descriptorSet] Schema descriptorSet
             * @property {string|null} [source] Schema source
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Schema.
             * @memberof dxos.dmg
             * @interface ISchema
             * @augments dxos.dmg.Schema.$Properties
             * @deprecated Use dxos.dmg.Schema.$Properties instead.
             */

            /**
             * Shape of a Schema.
             * @typedef {dxos.dmg.Schema.$Properties} dxos.dmg.Schema.$Shape
             */

            /**
             * Constructs a new Schema.
             * @memberof dxos.dmg
             * @classdesc Represents a Schema.
             * @constructor
             * @param {dxos.dmg.Schema.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Schema = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Schema message.
             * @member {string} message
             * @memberof dxos.dmg.Schema
             * @instance
             */
            Schema.prototype.message = "";

            /**
             * Schema descriptorSet.
             * @member {Uint8Array} descriptorSet
             * @memberof dxos.dmg.Schema
             * @instance
             */
            Schema.prototype.descriptorSet = $util.newBuffer([]);

            /**
             * Schema source.
             * @member {string} source
             * @memberof dxos.dmg.Schema
             * @instance
             */
            Schema.prototype.source = "";

            /**
             * Encodes the specified Schema message. Does not implicitly {@link dxos.dmg.Schema.verify|verify} messages.
             * @function encode
             * @memberof dxos.dmg.Schema
             * @static
             * @param {dxos.dmg.Schema.$Properties} m Schema message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Schema.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.message);
                if (m.descriptorSet != null && $Object.hasOwnProperty.call(m, "descriptorSet") && m.descriptorSet.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.descriptorSet);
                if (m.source != null && $Object.hasOwnProperty.call(m, "source") && m.source !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.source);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Schema message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.dmg.Schema
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.dmg.Schema & dxos.dmg.Schema.$Shape} Schema
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Schema.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.dmg.Schema();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.message = v;
                            else
                                delete m.message;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.descriptorSet = v;
                            else
                                delete m.descriptorSet;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.source = v;
                            else
                                delete m.source;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Schema;
        })();

        return dmg;
    })();

    dxos.kube = (function() {

        /**
         * Namespace kube.
         * @memberof dxos
         * @namespace
         */
        const kube = {};

        kube.HybridTime = (function() {

            /**
             * Properties of a HybridTime.
             * @typedef {Object} dxos.kube.HybridTime.$Properties
             * @property {number|null} [wallMs] HybridTime wallMs
             * @property {number|null} [counter] HybridTime counter
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HybridTime.
             * @memberof dxos.kube
             * @interface IHybridTime
             * @augments dxos.kube.HybridTime.$Properties
             * @deprecated Use dxos.kube.HybridTime.$Properties instead.
             */

            /**
             * Shape of a HybridTime.
             * @typedef {dxos.kube.HybridTime.$Properties} dxos.kube.HybridTime.$Shape
             */

            /**
             * Constructs a new HybridTime.
             * @memberof dxos.kube
             * @classdesc Represents a HybridTime.
             * @constructor
             * @param {dxos.kube.HybridTime.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HybridTime = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * HybridTime wallMs.
             * @member {number} wallMs
             * @memberof dxos.kube.HybridTime
             * @instance
             */
            HybridTime.prototype.wallMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HybridTime counter.
             * @member {number} counter
             * @memberof dxos.kube.HybridTime
             * @instance
             */
            HybridTime.prototype.counter = 0;

            /**
             * Encodes the specified HybridTime message. Does not implicitly {@link dxos.kube.HybridTime.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.HybridTime
             * @static
             * @param {dxos.kube.HybridTime.$Properties} m HybridTime message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HybridTime.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.wallMs != null && $Object.hasOwnProperty.call(m, "wallMs") && (typeof m.wallMs === "object" ? m.wallMs.low || m.wallMs.high : m.wallMs !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.wallMs);
                if (m.counter != null && $Object.hasOwnProperty.call(m, "counter") && m.counter !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).uint32(m.counter);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a HybridTime message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.HybridTime
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.HybridTime & dxos.kube.HybridTime.$Shape} HybridTime
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HybridTime.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.HybridTime();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.wallMs = v;
                            else
                                delete m.wallMs;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.counter = v;
                            else
                                delete m.counter;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return HybridTime;
        })();

        kube.RefUpdate = (function() {

            /**
             * Properties of a RefUpdate.
             * @typedef {Object} dxos.kube.RefUpdate.$Properties
             * @property {string|null} [ref] RefUpdate ref
             * @property {Uint8Array|null} [old] RefUpdate old
             * @property {Uint8Array|null} ["new"] RefUpdate new
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RefUpdate.
             * @memberof dxos.kube
             * @interface IRefUpdate
             * @augments dxos.kube.RefUpdate.$Properties
             * @deprecated Use dxos.kube.RefUpdate.$Properties instead.
             */

            /**
             * Shape of a RefUpdate.
             * @typedef {dxos.kube.RefUpdate.$Properties} dxos.kube.RefUpdate.$Shape
             */

            /**
             * Constructs a new RefUpdate.
             * @memberof dxos.kube
             * @classdesc Represents a RefUpdate.
             * @constructor
             * @param {dxos.kube.RefUpdate.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RefUpdate = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RefUpdate ref.
             * @member {string} ref
             * @memberof dxos.kube.RefUpdate
             * @instance
             */
            RefUpdate.prototype.ref = "";

            /**
             * RefUpdate old.
             * @member {Uint8Array} old
             * @memberof dxos.kube.RefUpdate
             * @instance
             */
            RefUpdate.prototype.old = $util.newBuffer([]);

            /**
             * RefUpdate new.
             * @member {Uint8Array} new
             * @memberof dxos.kube.RefUpdate
             * @instance
             */
            RefUpdate.prototype["new"] = $util.newBuffer([]);

            /**
             * Encodes the specified RefUpdate message. Does not implicitly {@link dxos.kube.RefUpdate.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.RefUpdate
             * @static
             * @param {dxos.kube.RefUpdate.$Properties} m RefUpdate message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RefUpdate.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.ref != null && $Object.hasOwnProperty.call(m, "ref") && m.ref !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.ref);
                if (m.old != null && $Object.hasOwnProperty.call(m, "old") && m.old.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.old);
                if (m["new"] != null && $Object.hasOwnProperty.call(m, "new") && m["new"].length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m["new"]);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RefUpdate message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.RefUpdate
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.RefUpdate & dxos.kube.RefUpdate.$Shape} RefUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RefUpdate.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.RefUpdate();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ref = v;
                            else
                                delete m.ref;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.old = v;
                            else
                                delete m.old;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m["new"] = v;
                            else
                                delete m["new"];
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RefUpdate;
        })();

        kube.Dependency = (function() {

            /**
             * Properties of a Dependency.
             * @typedef {Object} dxos.kube.Dependency.$Properties
             * @property {string|null} [chain] Dependency chain
             * @property {number|null} [sequence] Dependency sequence
             * @property {Uint8Array|null} [id] Dependency id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Dependency.
             * @memberof dxos.kube
             * @interface IDependency
             * @augments dxos.kube.Dependency.$Properties
             * @deprecated Use dxos.kube.Dependency.$Properties instead.
             */

            /**
             * Shape of a Dependency.
             * @typedef {dxos.kube.Dependency.$Properties} dxos.kube.Dependency.$Shape
             */

            /**
             * Constructs a new Dependency.
             * @memberof dxos.kube
             * @classdesc Represents a Dependency.
             * @constructor
             * @param {dxos.kube.Dependency.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Dependency = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Dependency chain.
             * @member {string} chain
             * @memberof dxos.kube.Dependency
             * @instance
             */
            Dependency.prototype.chain = "";

            /**
             * Dependency sequence.
             * @member {number} sequence
             * @memberof dxos.kube.Dependency
             * @instance
             */
            Dependency.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Dependency id.
             * @member {Uint8Array} id
             * @memberof dxos.kube.Dependency
             * @instance
             */
            Dependency.prototype.id = $util.newBuffer([]);

            /**
             * Encodes the specified Dependency message. Does not implicitly {@link dxos.kube.Dependency.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Dependency
             * @static
             * @param {dxos.kube.Dependency.$Properties} m Dependency message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Dependency.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.chain);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.sequence);
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.id);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Dependency message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Dependency
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Dependency & dxos.kube.Dependency.$Shape} Dependency
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Dependency.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Dependency();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Dependency;
        })();

        kube.AccountStatement = (function() {

            /**
             * Properties of an AccountStatement.
             * @typedef {Object} dxos.kube.AccountStatement.$Properties
             * @property {Uint8Array|null} [subnet] AccountStatement subnet
             * @property {string|null} [chain] AccountStatement chain
             * @property {number|null} [sequence] AccountStatement sequence
             * @property {Uint8Array|null} [nonce] AccountStatement nonce
             * @property {Array.<dxos.kube.RefUpdate.$Properties>|null} [updates] AccountStatement updates
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AccountStatement.
             * @memberof dxos.kube
             * @interface IAccountStatement
             * @augments dxos.kube.AccountStatement.$Properties
             * @deprecated Use dxos.kube.AccountStatement.$Properties instead.
             */

            /**
             * Shape of an AccountStatement.
             * @typedef {dxos.kube.AccountStatement.$Properties} dxos.kube.AccountStatement.$Shape
             */

            /**
             * Constructs a new AccountStatement.
             * @memberof dxos.kube
             * @classdesc Represents an AccountStatement.
             * @constructor
             * @param {dxos.kube.AccountStatement.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AccountStatement = function (p) {
                this.updates = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * AccountStatement subnet.
             * @member {Uint8Array} subnet
             * @memberof dxos.kube.AccountStatement
             * @instance
             */
            AccountStatement.prototype.subnet = $util.newBuffer([]);

            /**
             * AccountStatement chain.
             * @member {string} chain
             * @memberof dxos.kube.AccountStatement
             * @instance
             */
            AccountStatement.prototype.chain = "";

            /**
             * AccountStatement sequence.
             * @member {number} sequence
             * @memberof dxos.kube.AccountStatement
             * @instance
             */
            AccountStatement.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AccountStatement nonce.
             * @member {Uint8Array} nonce
             * @memberof dxos.kube.AccountStatement
             * @instance
             */
            AccountStatement.prototype.nonce = $util.newBuffer([]);

            /**
             * AccountStatement updates.
             * @member {Array.<dxos.kube.RefUpdate.$Properties>} updates
             * @memberof dxos.kube.AccountStatement
             * @instance
             */
            AccountStatement.prototype.updates = $util.emptyArray;

            /**
             * Encodes the specified AccountStatement message. Does not implicitly {@link dxos.kube.AccountStatement.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.AccountStatement
             * @static
             * @param {dxos.kube.AccountStatement.$Properties} m AccountStatement message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AccountStatement.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.subnet != null && $Object.hasOwnProperty.call(m, "subnet") && m.subnet.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.subnet);
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.chain);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 3, wireType 0 =*/24).uint64(m.sequence);
                if (m.nonce != null && $Object.hasOwnProperty.call(m, "nonce") && m.nonce.length)
                    w.uint32(/* id 4, wireType 2 =*/34).bytes(m.nonce);
                if (m.updates != null && m.updates.length) {
                    for (var i = 0; i < m.updates.length; ++i)
                        $root.dxos.kube.RefUpdate.encode(m.updates[i], w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an AccountStatement message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.AccountStatement
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.AccountStatement & dxos.kube.AccountStatement.$Shape} AccountStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AccountStatement.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.AccountStatement();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.subnet = v;
                            else
                                delete m.subnet;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.nonce = v;
                            else
                                delete m.nonce;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if (!(m.updates && m.updates.length))
                                m.updates = [];
                            m.updates.push($root.dxos.kube.RefUpdate.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return AccountStatement;
        })();

        kube.AccountSignature = (function() {

            /**
             * Properties of an AccountSignature.
             * @typedef {Object} dxos.kube.AccountSignature.$Properties
             * @property {Uint8Array|null} [publicKey] AccountSignature publicKey
             * @property {number|null} [sequence] AccountSignature sequence
             * @property {Uint8Array|null} [nonce] AccountSignature nonce
             * @property {Uint8Array|null} [signature] AccountSignature signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AccountSignature.
             * @memberof dxos.kube
             * @interface IAccountSignature
             * @augments dxos.kube.AccountSignature.$Properties
             * @deprecated Use dxos.kube.AccountSignature.$Properties instead.
             */

            /**
             * Shape of an AccountSignature.
             * @typedef {dxos.kube.AccountSignature.$Properties} dxos.kube.AccountSignature.$Shape
             */

            /**
             * Constructs a new AccountSignature.
             * @memberof dxos.kube
             * @classdesc Represents an AccountSignature.
             * @constructor
             * @param {dxos.kube.AccountSignature.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AccountSignature = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * AccountSignature publicKey.
             * @member {Uint8Array} publicKey
             * @memberof dxos.kube.AccountSignature
             * @instance
             */
            AccountSignature.prototype.publicKey = $util.newBuffer([]);

            /**
             * AccountSignature sequence.
             * @member {number} sequence
             * @memberof dxos.kube.AccountSignature
             * @instance
             */
            AccountSignature.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AccountSignature nonce.
             * @member {Uint8Array} nonce
             * @memberof dxos.kube.AccountSignature
             * @instance
             */
            AccountSignature.prototype.nonce = $util.newBuffer([]);

            /**
             * AccountSignature signature.
             * @member {Uint8Array} signature
             * @memberof dxos.kube.AccountSignature
             * @instance
             */
            AccountSignature.prototype.signature = $util.newBuffer([]);

            /**
             * Encodes the specified AccountSignature message. Does not implicitly {@link dxos.kube.AccountSignature.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.AccountSignature
             * @static
             * @param {dxos.kube.AccountSignature.$Properties} m AccountSignature message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AccountSignature.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.publicKey != null && $Object.hasOwnProperty.call(m, "publicKey") && m.publicKey.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.publicKey);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.sequence);
                if (m.nonce != null && $Object.hasOwnProperty.call(m, "nonce") && m.nonce.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.nonce);
                if (m.signature != null && $Object.hasOwnProperty.call(m, "signature") && m.signature.length)
                    w.uint32(/* id 4, wireType 2 =*/34).bytes(m.signature);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an AccountSignature message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.AccountSignature
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.AccountSignature & dxos.kube.AccountSignature.$Shape} AccountSignature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AccountSignature.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.AccountSignature();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.publicKey = v;
                            else
                                delete m.publicKey;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.nonce = v;
                            else
                                delete m.nonce;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.signature = v;
                            else
                                delete m.signature;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return AccountSignature;
        })();

        kube.Changeset = (function() {

            /**
             * Properties of a Changeset.
             * @typedef {Object} dxos.kube.Changeset.$Properties
             * @property {number|null} [rules] Changeset rules
             * @property {Uint8Array|null} [subnet] Changeset subnet
             * @property {string|null} [chain] Changeset chain
             * @property {number|null} [sequence] Changeset sequence
             * @property {dxos.kube.HybridTime.$Properties|null} [time] Changeset time
             * @property {number|null} [publishedMs] Changeset publishedMs
             * @property {Uint8Array|null} [parent] Changeset parent
             * @property {Array.<dxos.kube.Dependency.$Properties>|null} [deps] Changeset deps
             * @property {Array.<dxos.kube.RefUpdate.$Properties>|null} [updates] Changeset updates
             * @property {dxos.kube.AccountSignature.$Properties|null} [account] Changeset account
             * @property {Array.<string>|null} [credentials] Changeset credentials
             * @property {string|null} [message] Changeset message
             * @property {number|null} [term] Changeset term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Changeset.
             * @memberof dxos.kube
             * @interface IChangeset
             * @augments dxos.kube.Changeset.$Properties
             * @deprecated Use dxos.kube.Changeset.$Properties instead.
             */

            /**
             * Shape of a Changeset.
             * @typedef {dxos.kube.Changeset.$Properties} dxos.kube.Changeset.$Shape
             */

            /**
             * Constructs a new Changeset.
             * @memberof dxos.kube
             * @classdesc Represents a Changeset.
             * @constructor
             * @param {dxos.kube.Changeset.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Changeset = function (p) {
                this.deps = [];
                this.updates = [];
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Changeset rules.
             * @member {number} rules
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.rules = 0;

            /**
             * Changeset subnet.
             * @member {Uint8Array} subnet
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.subnet = $util.newBuffer([]);

            /**
             * Changeset chain.
             * @member {string} chain
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.chain = "";

            /**
             * Changeset sequence.
             * @member {number} sequence
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Changeset time.
             * @member {dxos.kube.HybridTime.$Properties|null|undefined} time
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.time = null;

            /**
             * Changeset publishedMs.
             * @member {number} publishedMs
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.publishedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Changeset parent.
             * @member {Uint8Array} parent
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.parent = $util.newBuffer([]);

            /**
             * Changeset deps.
             * @member {Array.<dxos.kube.Dependency.$Properties>} deps
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.deps = $util.emptyArray;

            /**
             * Changeset updates.
             * @member {Array.<dxos.kube.RefUpdate.$Properties>} updates
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.updates = $util.emptyArray;

            /**
             * Changeset account.
             * @member {dxos.kube.AccountSignature.$Properties|null|undefined} account
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.account = null;

            /**
             * Changeset credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.credentials = $util.emptyArray;

            /**
             * Changeset message.
             * @member {string} message
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.message = "";

            /**
             * Changeset term.
             * @member {number} term
             * @memberof dxos.kube.Changeset
             * @instance
             */
            Changeset.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Changeset message. Does not implicitly {@link dxos.kube.Changeset.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Changeset
             * @static
             * @param {dxos.kube.Changeset.$Properties} m Changeset message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Changeset.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.rules != null && $Object.hasOwnProperty.call(m, "rules") && m.rules !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.rules);
                if (m.subnet != null && $Object.hasOwnProperty.call(m, "subnet") && m.subnet.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.subnet);
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.chain);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 4, wireType 0 =*/32).uint64(m.sequence);
                if (m.time != null && $Object.hasOwnProperty.call(m, "time"))
                    $root.dxos.kube.HybridTime.encode(m.time, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.publishedMs != null && $Object.hasOwnProperty.call(m, "publishedMs") && (typeof m.publishedMs === "object" ? m.publishedMs.low || m.publishedMs.high : m.publishedMs !== 0))
                    w.uint32(/* id 6, wireType 0 =*/48).uint64(m.publishedMs);
                if (m.parent != null && $Object.hasOwnProperty.call(m, "parent") && m.parent.length)
                    w.uint32(/* id 7, wireType 2 =*/58).bytes(m.parent);
                if (m.deps != null && m.deps.length) {
                    for (var i = 0; i < m.deps.length; ++i)
                        $root.dxos.kube.Dependency.encode(m.deps[i], w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                }
                if (m.updates != null && m.updates.length) {
                    for (var i = 0; i < m.updates.length; ++i)
                        $root.dxos.kube.RefUpdate.encode(m.updates[i], w.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
                }
                if (m.account != null && $Object.hasOwnProperty.call(m, "account"))
                    $root.dxos.kube.AccountSignature.encode(m.account, w.uint32(/* id 10, wireType 2 =*/82).fork(), q + 1).ldelim();
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 11, wireType 2 =*/90).string(m.credentials[i]);
                }
                if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                    w.uint32(/* id 12, wireType 2 =*/98).string(m.message);
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 13, wireType 0 =*/104).uint64(m.term);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Changeset message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Changeset
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Changeset & dxos.kube.Changeset.$Shape} Changeset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Changeset.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Changeset();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.rules = v;
                            else
                                delete m.rules;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.subnet = v;
                            else
                                delete m.subnet;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.time = $root.dxos.kube.HybridTime.decode(r, r.size(), $undefined, q + 1, m.time);
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.publishedMs = v;
                            else
                                delete m.publishedMs;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.parent = v;
                            else
                                delete m.parent;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if (!(m.deps && m.deps.length))
                                m.deps = [];
                            m.deps.push($root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if (!(m.updates && m.updates.length))
                                m.updates = [];
                            m.updates.push($root.dxos.kube.RefUpdate.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            m.account = $root.dxos.kube.AccountSignature.decode(r, r.size(), $undefined, q + 1, m.account);
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.message = v;
                            else
                                delete m.message;
                            continue;
                        }
                    case 13: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Changeset;
        })();

        /**
         * ObjectType enum.
         * @name dxos.kube.ObjectType
         * @enum {number}
         * @property {number} OBJECT_TYPE_UNSPECIFIED=0 OBJECT_TYPE_UNSPECIFIED value
         * @property {number} OBJECT_TYPE_COMMIT=1 OBJECT_TYPE_COMMIT value
         * @property {number} OBJECT_TYPE_TREE=2 OBJECT_TYPE_TREE value
         * @property {number} OBJECT_TYPE_BLOB=3 OBJECT_TYPE_BLOB value
         * @property {number} OBJECT_TYPE_TAG=4 OBJECT_TYPE_TAG value
         */
        kube.ObjectType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OBJECT_TYPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OBJECT_TYPE_COMMIT"] = 1;
            values[valuesById[2] = "OBJECT_TYPE_TREE"] = 2;
            values[valuesById[3] = "OBJECT_TYPE_BLOB"] = 3;
            values[valuesById[4] = "OBJECT_TYPE_TAG"] = 4;
            return values;
        })();

        kube.ListedObject = (function() {

            /**
             * Properties of a ListedObject.
             * @typedef {Object} dxos.kube.ListedObject.$Properties
             * @property {Uint8Array|null} [id] ListedObject id
             * @property {Uint8Array|null} [sha256] ListedObject sha256
             * @property {dxos.kube.ObjectType|null} [type] ListedObject type
             * @property {number|null} [size] ListedObject size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListedObject.
             * @memberof dxos.kube
             * @interface IListedObject
             * @augments dxos.kube.ListedObject.$Properties
             * @deprecated Use dxos.kube.ListedObject.$Properties instead.
             */

            /**
             * Shape of a ListedObject.
             * @typedef {dxos.kube.ListedObject.$Properties} dxos.kube.ListedObject.$Shape
             */

            /**
             * Constructs a new ListedObject.
             * @memberof dxos.kube
             * @classdesc Represents a ListedObject.
             * @constructor
             * @param {dxos.kube.ListedObject.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListedObject = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ListedObject id.
             * @member {Uint8Array} id
             * @memberof dxos.kube.ListedObject
             * @instance
             */
            ListedObject.prototype.id = $util.newBuffer([]);

            /**
             * ListedObject sha256.
             * @member {Uint8Array} sha256
             * @memberof dxos.kube.ListedObject
             * @instance
             */
            ListedObject.prototype.sha256 = $util.newBuffer([]);

            /**
             * ListedObject type.
             * @member {dxos.kube.ObjectType} type
             * @memberof dxos.kube.ListedObject
             * @instance
             */
            ListedObject.prototype.type = 0;

            /**
             * ListedObject size.
             * @member {number} size
             * @memberof dxos.kube.ListedObject
             * @instance
             */
            ListedObject.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified ListedObject message. Does not implicitly {@link dxos.kube.ListedObject.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.ListedObject
             * @static
             * @param {dxos.kube.ListedObject.$Properties} m ListedObject message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListedObject.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.id);
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.sha256);
                if (m.type != null && $Object.hasOwnProperty.call(m, "type") && m.type !== 0)
                    w.uint32(/* id 3, wireType 0 =*/24).int32(m.type);
                if (m.size != null && $Object.hasOwnProperty.call(m, "size") && (typeof m.size === "object" ? m.size.low || m.size.high : m.size !== 0))
                    w.uint32(/* id 4, wireType 0 =*/32).uint64(m.size);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a ListedObject message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.ListedObject
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.ListedObject & dxos.kube.ListedObject.$Shape} ListedObject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListedObject.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.ListedObject();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.type = v;
                            else
                                delete m.type;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.size = v;
                            else
                                delete m.size;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ListedObject;
        })();

        kube.ObjectList = (function() {

            /**
             * Properties of an ObjectList.
             * @typedef {Object} dxos.kube.ObjectList.$Properties
             * @property {Array.<dxos.kube.ListedObject.$Properties>|null} [objects] ObjectList objects
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ObjectList.
             * @memberof dxos.kube
             * @interface IObjectList
             * @augments dxos.kube.ObjectList.$Properties
             * @deprecated Use dxos.kube.ObjectList.$Properties instead.
             */

            /**
             * Shape of an ObjectList.
             * @typedef {dxos.kube.ObjectList.$Properties} dxos.kube.ObjectList.$Shape
             */

            /**
             * Constructs a new ObjectList.
             * @memberof dxos.kube
             * @classdesc Represents an ObjectList.
             * @constructor
             * @param {dxos.kube.ObjectList.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ObjectList = function (p) {
                this.objects = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ObjectList objects.
             * @member {Array.<dxos.kube.ListedObject.$Properties>} objects
             * @memberof dxos.kube.ObjectList
             * @instance
             */
            ObjectList.prototype.objects = $util.emptyArray;

            /**
             * Encodes the specified ObjectList message. Does not implicitly {@link dxos.kube.ObjectList.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.ObjectList
             * @static
             * @param {dxos.kube.ObjectList.$Properties} m ObjectList message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ObjectList.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.objects != null && m.objects.length) {
                    for (var i = 0; i < m.objects.length; ++i)
                        $root.dxos.kube.ListedObject.encode(m.objects[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an ObjectList message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.ObjectList
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.ObjectList & dxos.kube.ObjectList.$Shape} ObjectList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ObjectList.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.ObjectList();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.objects && m.objects.length))
                                m.objects = [];
                            m.objects.push($root.dxos.kube.ListedObject.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ObjectList;
        })();

        kube.Checkpoint = (function() {

            /**
             * Properties of a Checkpoint.
             * @typedef {Object} dxos.kube.Checkpoint.$Properties
             * @property {number|null} [rules] Checkpoint rules
             * @property {Uint8Array|null} [subnet] Checkpoint subnet
             * @property {number|null} [position] Checkpoint position
             * @property {Array.<dxos.kube.Dependency.$Properties>|null} [heads] Checkpoint heads
             * @property {Uint8Array|null} [digest] Checkpoint digest
             * @property {number|null} [madeMs] Checkpoint madeMs
             * @property {number|null} [admins] Checkpoint admins
             * @property {Array.<dxos.kube.ListedObject.$Properties>|null} [entries] Checkpoint entries
             * @property {Array.<dxos.kube.ListedObject.$Properties>|null} [objects] Checkpoint objects
             * @property {Array.<dxos.kube.CheckpointKeys.$Properties>|null} [keys] Checkpoint keys
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Checkpoint.
             * @memberof dxos.kube
             * @interface ICheckpoint
             * @augments dxos.kube.Checkpoint.$Properties
             * @deprecated Use dxos.kube.Checkpoint.$Properties instead.
             */

            /**
             * Shape of a Checkpoint.
             * @typedef {dxos.kube.Checkpoint.$Properties} dxos.kube.Checkpoint.$Shape
             */

            /**
             * Constructs a new Checkpoint.
             * @memberof dxos.kube
             * @classdesc Represents a Checkpoint.
             * @constructor
             * @param {dxos.kube.Checkpoint.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Checkpoint = function (p) {
                this.heads = [];
                this.entries = [];
                this.objects = [];
                this.keys = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Checkpoint rules.
             * @member {number} rules
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.rules = 0;

            /**
             * Checkpoint subnet.
             * @member {Uint8Array} subnet
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.subnet = $util.newBuffer([]);

            /**
             * Checkpoint position.
             * @member {number} position
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Checkpoint heads.
             * @member {Array.<dxos.kube.Dependency.$Properties>} heads
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.heads = $util.emptyArray;

            /**
             * Checkpoint digest.
             * @member {Uint8Array} digest
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.digest = $util.newBuffer([]);

            /**
             * Checkpoint madeMs.
             * @member {number} madeMs
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.madeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Checkpoint admins.
             * @member {number} admins
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.admins = 0;

            /**
             * Checkpoint entries.
             * @member {Array.<dxos.kube.ListedObject.$Properties>} entries
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.entries = $util.emptyArray;

            /**
             * Checkpoint objects.
             * @member {Array.<dxos.kube.ListedObject.$Properties>} objects
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.objects = $util.emptyArray;

            /**
             * Checkpoint keys.
             * @member {Array.<dxos.kube.CheckpointKeys.$Properties>} keys
             * @memberof dxos.kube.Checkpoint
             * @instance
             */
            Checkpoint.prototype.keys = $util.emptyArray;

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link dxos.kube.Checkpoint.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Checkpoint
             * @static
             * @param {dxos.kube.Checkpoint.$Properties} m Checkpoint message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Checkpoint.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.rules != null && $Object.hasOwnProperty.call(m, "rules") && m.rules !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.rules);
                if (m.subnet != null && $Object.hasOwnProperty.call(m, "subnet") && m.subnet.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.subnet);
                if (m.position != null && $Object.hasOwnProperty.call(m, "position") && (typeof m.position === "object" ? m.position.low || m.position.high : m.position !== 0))
                    w.uint32(/* id 3, wireType 0 =*/24).uint64(m.position);
                if (m.heads != null && m.heads.length) {
                    for (var i = 0; i < m.heads.length; ++i)
                        $root.dxos.kube.Dependency.encode(m.heads[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                }
                if (m.digest != null && $Object.hasOwnProperty.call(m, "digest") && m.digest.length)
                    w.uint32(/* id 5, wireType 2 =*/42).bytes(m.digest);
                if (m.madeMs != null && $Object.hasOwnProperty.call(m, "madeMs") && (typeof m.madeMs === "object" ? m.madeMs.low || m.madeMs.high : m.madeMs !== 0))
                    w.uint32(/* id 6, wireType 0 =*/48).uint64(m.madeMs);
                if (m.admins != null && $Object.hasOwnProperty.call(m, "admins") && m.admins !== 0)
                    w.uint32(/* id 7, wireType 0 =*/56).uint32(m.admins);
                if (m.entries != null && m.entries.length) {
                    for (var i = 0; i < m.entries.length; ++i)
                        $root.dxos.kube.ListedObject.encode(m.entries[i], w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                }
                if (m.objects != null && m.objects.length) {
                    for (var i = 0; i < m.objects.length; ++i)
                        $root.dxos.kube.ListedObject.encode(m.objects[i], w.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
                }
                if (m.keys != null && m.keys.length) {
                    for (var i = 0; i < m.keys.length; ++i)
                        $root.dxos.kube.CheckpointKeys.encode(m.keys[i], w.uint32(/* id 10, wireType 2 =*/82).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Checkpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Checkpoint & dxos.kube.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Checkpoint.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Checkpoint();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.rules = v;
                            else
                                delete m.rules;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.subnet = v;
                            else
                                delete m.subnet;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.position = v;
                            else
                                delete m.position;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.heads && m.heads.length))
                                m.heads = [];
                            m.heads.push($root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.digest = v;
                            else
                                delete m.digest;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.madeMs = v;
                            else
                                delete m.madeMs;
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.admins = v;
                            else
                                delete m.admins;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if (!(m.entries && m.entries.length))
                                m.entries = [];
                            m.entries.push($root.dxos.kube.ListedObject.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if (!(m.objects && m.objects.length))
                                m.objects = [];
                            m.objects.push($root.dxos.kube.ListedObject.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if (!(m.keys && m.keys.length))
                                m.keys = [];
                            m.keys.push($root.dxos.kube.CheckpointKeys.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Checkpoint;
        })();

        kube.CheckpointPart = (function() {

            /**
             * Properties of a CheckpointPart.
             * @typedef {Object} dxos.kube.CheckpointPart.$Properties
             * @property {number|null} [first] CheckpointPart first
             * @property {Array.<string>|null} [chains] CheckpointPart chains
             * @property {Array.<string>|null} [refs] CheckpointPart refs
             * @property {Array.<string>|null} [messages] CheckpointPart messages
             * @property {Uint8Array|null} [ids] CheckpointPart ids
             * @property {Uint8Array|null} [sha256] CheckpointPart sha256
             * @property {Array.<number>|null} [chain] CheckpointPart chain
             * @property {Array.<number>|null} [message] CheckpointPart message
             * @property {Array.<number>|null} [sequence] CheckpointPart sequence
             * @property {Array.<number>|null} [rules] CheckpointPart rules
             * @property {Array.<number>|null} [wallMs] CheckpointPart wallMs
             * @property {Array.<number>|null} [counter] CheckpointPart counter
             * @property {Array.<number>|null} [publishedMs] CheckpointPart publishedMs
             * @property {Array.<number>|null} [parent] CheckpointPart parent
             * @property {Array.<number>|null} [depsCount] CheckpointPart depsCount
             * @property {Array.<number>|null} [deps] CheckpointPart deps
             * @property {Array.<number>|null} [updatesCount] CheckpointPart updatesCount
             * @property {Array.<number>|null} [updateRef] CheckpointPart updateRef
             * @property {Uint8Array|null} [old] CheckpointPart old
             * @property {Uint8Array|null} ["new"] CheckpointPart new
             * @property {Array.<dxos.kube.CheckpointDetail.$Properties>|null} [details] CheckpointPart details
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointPart.
             * @memberof dxos.kube
             * @interface ICheckpointPart
             * @augments dxos.kube.CheckpointPart.$Properties
             * @deprecated Use dxos.kube.CheckpointPart.$Properties instead.
             */

            /**
             * Shape of a CheckpointPart.
             * @typedef {dxos.kube.CheckpointPart.$Properties} dxos.kube.CheckpointPart.$Shape
             */

            /**
             * Constructs a new CheckpointPart.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointPart.
             * @constructor
             * @param {dxos.kube.CheckpointPart.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointPart = function (p) {
                this.chains = [];
                this.refs = [];
                this.messages = [];
                this.chain = [];
                this.message = [];
                this.sequence = [];
                this.rules = [];
                this.wallMs = [];
                this.counter = [];
                this.publishedMs = [];
                this.parent = [];
                this.depsCount = [];
                this.deps = [];
                this.updatesCount = [];
                this.updateRef = [];
                this.details = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointPart first.
             * @member {number} first
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CheckpointPart chains.
             * @member {Array.<string>} chains
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.chains = $util.emptyArray;

            /**
             * CheckpointPart refs.
             * @member {Array.<string>} refs
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.refs = $util.emptyArray;

            /**
             * CheckpointPart messages.
             * @member {Array.<string>} messages
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.messages = $util.emptyArray;

            /**
             * CheckpointPart ids.
             * @member {Uint8Array} ids
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.ids = $util.newBuffer([]);

            /**
             * CheckpointPart sha256.
             * @member {Uint8Array} sha256
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.sha256 = $util.newBuffer([]);

            /**
             * CheckpointPart chain.
             * @member {Array.<number>} chain
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.chain = $util.emptyArray;

            /**
             * CheckpointPart message.
             * @member {Array.<number>} message
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.message = $util.emptyArray;

            /**
             * CheckpointPart sequence.
             * @member {Array.<number>} sequence
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.sequence = $util.emptyArray;

            /**
             * CheckpointPart rules.
             * @member {Array.<number>} rules
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.rules = $util.emptyArray;

            /**
             * CheckpointPart wallMs.
             * @member {Array.<number>} wallMs
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.wallMs = $util.emptyArray;

            /**
             * CheckpointPart counter.
             * @member {Array.<number>} counter
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.counter = $util.emptyArray;

            /**
             * CheckpointPart publishedMs.
             * @member {Array.<number>} publishedMs
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.publishedMs = $util.emptyArray;

            /**
             * CheckpointPart parent.
             * @member {Array.<number>} parent
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.parent = $util.emptyArray;

            /**
             * CheckpointPart depsCount.
             * @member {Array.<number>} depsCount
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.depsCount = $util.emptyArray;

            /**
             * CheckpointPart deps.
             * @member {Array.<number>} deps
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.deps = $util.emptyArray;

            /**
             * CheckpointPart updatesCount.
             * @member {Array.<number>} updatesCount
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.updatesCount = $util.emptyArray;

            /**
             * CheckpointPart updateRef.
             * @member {Array.<number>} updateRef
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.updateRef = $util.emptyArray;

            /**
             * CheckpointPart old.
             * @member {Uint8Array} old
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.old = $util.newBuffer([]);

            /**
             * CheckpointPart new.
             * @member {Uint8Array} new
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype["new"] = $util.newBuffer([]);

            /**
             * CheckpointPart details.
             * @member {Array.<dxos.kube.CheckpointDetail.$Properties>} details
             * @memberof dxos.kube.CheckpointPart
             * @instance
             */
            CheckpointPart.prototype.details = $util.emptyArray;

            /**
             * Encodes the specified CheckpointPart message. Does not implicitly {@link dxos.kube.CheckpointPart.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointPart
             * @static
             * @param {dxos.kube.CheckpointPart.$Properties} m CheckpointPart message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointPart.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.first != null && $Object.hasOwnProperty.call(m, "first") && (typeof m.first === "object" ? m.first.low || m.first.high : m.first !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.first);
                if (m.chains != null && m.chains.length) {
                    for (var i = 0; i < m.chains.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.chains[i]);
                }
                if (m.refs != null && m.refs.length) {
                    for (var i = 0; i < m.refs.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.refs[i]);
                }
                if (m.messages != null && m.messages.length) {
                    for (var i = 0; i < m.messages.length; ++i)
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.messages[i]);
                }
                if (m.ids != null && $Object.hasOwnProperty.call(m, "ids") && m.ids.length)
                    w.uint32(/* id 5, wireType 2 =*/42).bytes(m.ids);
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(/* id 6, wireType 2 =*/50).bytes(m.sha256);
                if (m.chain != null && m.chain.length) {
                    w.uint32(/* id 7, wireType 2 =*/58).uint32s(m.chain);
                }
                if (m.message != null && m.message.length) {
                    w.uint32(/* id 8, wireType 2 =*/66).uint32s(m.message);
                }
                if (m.sequence != null && m.sequence.length) {
                    w.uint32(/* id 9, wireType 2 =*/74).uint64s(m.sequence);
                }
                if (m.rules != null && m.rules.length) {
                    w.uint32(/* id 10, wireType 2 =*/82).uint32s(m.rules);
                }
                if (m.wallMs != null && m.wallMs.length) {
                    w.uint32(/* id 11, wireType 2 =*/90).sint64s(m.wallMs);
                }
                if (m.counter != null && m.counter.length) {
                    w.uint32(/* id 12, wireType 2 =*/98).uint32s(m.counter);
                }
                if (m.publishedMs != null && m.publishedMs.length) {
                    w.uint32(/* id 13, wireType 2 =*/106).sint64s(m.publishedMs);
                }
                if (m.parent != null && m.parent.length) {
                    w.uint32(/* id 14, wireType 2 =*/114).uint32s(m.parent);
                }
                if (m.depsCount != null && m.depsCount.length) {
                    w.uint32(/* id 15, wireType 2 =*/122).uint32s(m.depsCount);
                }
                if (m.deps != null && m.deps.length) {
                    w.uint32(/* id 16, wireType 2 =*/130).uint32s(m.deps);
                }
                if (m.updatesCount != null && m.updatesCount.length) {
                    w.uint32(/* id 17, wireType 2 =*/138).uint32s(m.updatesCount);
                }
                if (m.updateRef != null && m.updateRef.length) {
                    w.uint32(/* id 18, wireType 2 =*/146).uint32s(m.updateRef);
                }
                if (m.old != null && $Object.hasOwnProperty.call(m, "old") && m.old.length)
                    w.uint32(/* id 19, wireType 2 =*/154).bytes(m.old);
                if (m["new"] != null && $Object.hasOwnProperty.call(m, "new") && m["new"].length)
                    w.uint32(/* id 20, wireType 2 =*/162).bytes(m["new"]);
                if (m.details != null && m.details.length) {
                    for (var i = 0; i < m.details.length; ++i)
                        $root.dxos.kube.CheckpointDetail.encode(m.details[i], w.uint32(/* id 21, wireType 2 =*/170).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointPart message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointPart
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointPart & dxos.kube.CheckpointPart.$Shape} CheckpointPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointPart.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointPart();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.first = v;
                            else
                                delete m.first;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.chains && m.chains.length))
                                m.chains = [];
                            m.chains.push(r.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.refs && m.refs.length))
                                m.refs = [];
                            m.refs.push(r.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.messages && m.messages.length))
                                m.messages = [];
                            m.messages.push(r.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.ids = v;
                            else
                                delete m.ids;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    case 7: {
                            if (u === 2) {
                                if (!(m.chain && m.chain.length))
                                    m.chain = [];
                                r.uint32s(m.chain);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.chain && m.chain.length))
                                m.chain = [];
                            m.chain.push(r.uint32());
                            continue;
                        }
                    case 8: {
                            if (u === 2) {
                                if (!(m.message && m.message.length))
                                    m.message = [];
                                r.uint32s(m.message);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.message && m.message.length))
                                m.message = [];
                            m.message.push(r.uint32());
                            continue;
                        }
                    case 9: {
                            if (u === 2) {
                                if (!(m.sequence && m.sequence.length))
                                    m.sequence = [];
                                r.uint64s(m.sequence);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.sequence && m.sequence.length))
                                m.sequence = [];
                            m.sequence.push(r.uint64());
                            continue;
                        }
                    case 10: {
                            if (u === 2) {
                                if (!(m.rules && m.rules.length))
                                    m.rules = [];
                                r.uint32s(m.rules);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.rules && m.rules.length))
                                m.rules = [];
                            m.rules.push(r.uint32());
                            continue;
                        }
                    case 11: {
                            if (u === 2) {
                                if (!(m.wallMs && m.wallMs.length))
                                    m.wallMs = [];
                                r.sint64s(m.wallMs);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.wallMs && m.wallMs.length))
                                m.wallMs = [];
                            m.wallMs.push(r.sint64());
                            continue;
                        }
                    case 12: {
                            if (u === 2) {
                                if (!(m.counter && m.counter.length))
                                    m.counter = [];
                                r.uint32s(m.counter);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.counter && m.counter.length))
                                m.counter = [];
                            m.counter.push(r.uint32());
                            continue;
                        }
                    case 13: {
                            if (u === 2) {
                                if (!(m.publishedMs && m.publishedMs.length))
                                    m.publishedMs = [];
                                r.sint64s(m.publishedMs);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.publishedMs && m.publishedMs.length))
                                m.publishedMs = [];
                            m.publishedMs.push(r.sint64());
                            continue;
                        }
                    case 14: {
                            if (u === 2) {
                                if (!(m.parent && m.parent.length))
                                    m.parent = [];
                                r.uint32s(m.parent);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.parent && m.parent.length))
                                m.parent = [];
                            m.parent.push(r.uint32());
                            continue;
                        }
                    case 15: {
                            if (u === 2) {
                                if (!(m.depsCount && m.depsCount.length))
                                    m.depsCount = [];
                                r.uint32s(m.depsCount);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.depsCount && m.depsCount.length))
                                m.depsCount = [];
                            m.depsCount.push(r.uint32());
                            continue;
                        }
                    case 16: {
                            if (u === 2) {
                                if (!(m.deps && m.deps.length))
                                    m.deps = [];
                                r.uint32s(m.deps);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.deps && m.deps.length))
                                m.deps = [];
                            m.deps.push(r.uint32());
                            continue;
                        }
                    case 17: {
                            if (u === 2) {
                                if (!(m.updatesCount && m.updatesCount.length))
                                    m.updatesCount = [];
                                r.uint32s(m.updatesCount);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.updatesCount && m.updatesCount.length))
                                m.updatesCount = [];
                            m.updatesCount.push(r.uint32());
                            continue;
                        }
                    case 18: {
                            if (u === 2) {
                                if (!(m.updateRef && m.updateRef.length))
                                    m.updateRef = [];
                                r.uint32s(m.updateRef);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.updateRef && m.updateRef.length))
                                m.updateRef = [];
                            m.updateRef.push(r.uint32());
                            continue;
                        }
                    case 19: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.old = v;
                            else
                                delete m.old;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m["new"] = v;
                            else
                                delete m["new"];
                            continue;
                        }
                    case 21: {
                            if (u !== 2)
                                break;
                            if (!(m.details && m.details.length))
                                m.details = [];
                            m.details.push($root.dxos.kube.CheckpointDetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointPart;
        })();

        kube.CheckpointDetail = (function() {

            /**
             * Properties of a CheckpointDetail.
             * @typedef {Object} dxos.kube.CheckpointDetail.$Properties
             * @property {number|null} [at] CheckpointDetail at
             * @property {Array.<string>|null} [credentials] CheckpointDetail credentials
             * @property {dxos.kube.CheckpointAccount.$Properties|null} [account] CheckpointDetail account
             * @property {dxos.kube.CheckpointFacts.$Properties|null} [facts] CheckpointDetail facts
             * @property {dxos.kube.CheckpointClaim.$Properties|null} [claim] CheckpointDetail claim
             * @property {number|null} [term] CheckpointDetail term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointDetail.
             * @memberof dxos.kube
             * @interface ICheckpointDetail
             * @augments dxos.kube.CheckpointDetail.$Properties
             * @deprecated Use dxos.kube.CheckpointDetail.$Properties instead.
             */

            /**
             * Shape of a CheckpointDetail.
             * @typedef {dxos.kube.CheckpointDetail.$Properties} dxos.kube.CheckpointDetail.$Shape
             */

            /**
             * Constructs a new CheckpointDetail.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointDetail.
             * @constructor
             * @param {dxos.kube.CheckpointDetail.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointDetail = function (p) {
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointDetail at.
             * @member {number} at
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.at = 0;

            /**
             * CheckpointDetail credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.credentials = $util.emptyArray;

            /**
             * CheckpointDetail account.
             * @member {dxos.kube.CheckpointAccount.$Properties|null|undefined} account
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.account = null;

            /**
             * CheckpointDetail facts.
             * @member {dxos.kube.CheckpointFacts.$Properties|null|undefined} facts
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.facts = null;

            /**
             * CheckpointDetail claim.
             * @member {dxos.kube.CheckpointClaim.$Properties|null|undefined} claim
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.claim = null;

            /**
             * CheckpointDetail term.
             * @member {number} term
             * @memberof dxos.kube.CheckpointDetail
             * @instance
             */
            CheckpointDetail.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified CheckpointDetail message. Does not implicitly {@link dxos.kube.CheckpointDetail.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointDetail
             * @static
             * @param {dxos.kube.CheckpointDetail.$Properties} m CheckpointDetail message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointDetail.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.at != null && $Object.hasOwnProperty.call(m, "at") && m.at !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.at);
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.credentials[i]);
                }
                if (m.account != null && $Object.hasOwnProperty.call(m, "account"))
                    $root.dxos.kube.CheckpointAccount.encode(m.account, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.facts != null && $Object.hasOwnProperty.call(m, "facts"))
                    $root.dxos.kube.CheckpointFacts.encode(m.facts, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.claim != null && $Object.hasOwnProperty.call(m, "claim"))
                    $root.dxos.kube.CheckpointClaim.encode(m.claim, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 6, wireType 0 =*/48).uint64(m.term);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointDetail message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointDetail
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointDetail & dxos.kube.CheckpointDetail.$Shape} CheckpointDetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointDetail.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointDetail();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.at = v;
                            else
                                delete m.at;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.account = $root.dxos.kube.CheckpointAccount.decode(r, r.size(), $undefined, q + 1, m.account);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.facts = $root.dxos.kube.CheckpointFacts.decode(r, r.size(), $undefined, q + 1, m.facts);
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.claim = $root.dxos.kube.CheckpointClaim.decode(r, r.size(), $undefined, q + 1, m.claim);
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointDetail;
        })();

        kube.CheckpointAccount = (function() {

            /**
             * Properties of a CheckpointAccount.
             * @typedef {Object} dxos.kube.CheckpointAccount.$Properties
             * @property {string|null} [subject] CheckpointAccount subject
             * @property {number|null} [sequence] CheckpointAccount sequence
             * @property {Uint8Array|null} [nonce] CheckpointAccount nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointAccount.
             * @memberof dxos.kube
             * @interface ICheckpointAccount
             * @augments dxos.kube.CheckpointAccount.$Properties
             * @deprecated Use dxos.kube.CheckpointAccount.$Properties instead.
             */

            /**
             * Shape of a CheckpointAccount.
             * @typedef {dxos.kube.CheckpointAccount.$Properties} dxos.kube.CheckpointAccount.$Shape
             */

            /**
             * Constructs a new CheckpointAccount.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointAccount.
             * @constructor
             * @param {dxos.kube.CheckpointAccount.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointAccount = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointAccount subject.
             * @member {string} subject
             * @memberof dxos.kube.CheckpointAccount
             * @instance
             */
            CheckpointAccount.prototype.subject = "";

            /**
             * CheckpointAccount sequence.
             * @member {number} sequence
             * @memberof dxos.kube.CheckpointAccount
             * @instance
             */
            CheckpointAccount.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CheckpointAccount nonce.
             * @member {Uint8Array} nonce
             * @memberof dxos.kube.CheckpointAccount
             * @instance
             */
            CheckpointAccount.prototype.nonce = $util.newBuffer([]);

            /**
             * Encodes the specified CheckpointAccount message. Does not implicitly {@link dxos.kube.CheckpointAccount.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointAccount
             * @static
             * @param {dxos.kube.CheckpointAccount.$Properties} m CheckpointAccount message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointAccount.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.subject != null && $Object.hasOwnProperty.call(m, "subject") && m.subject !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.subject);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.sequence);
                if (m.nonce != null && $Object.hasOwnProperty.call(m, "nonce") && m.nonce.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.nonce);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointAccount message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointAccount
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointAccount & dxos.kube.CheckpointAccount.$Shape} CheckpointAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointAccount.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointAccount();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.subject = v;
                            else
                                delete m.subject;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.nonce = v;
                            else
                                delete m.nonce;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointAccount;
        })();

        kube.CheckpointClaim = (function() {

            /**
             * Properties of a CheckpointClaim.
             * @typedef {Object} dxos.kube.CheckpointClaim.$Properties
             * @property {Array.<dxos.kube.Dependency.$Properties>|null} [deps] CheckpointClaim deps
             * @property {Uint8Array|null} [parentSha256] CheckpointClaim parentSha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointClaim.
             * @memberof dxos.kube
             * @interface ICheckpointClaim
             * @augments dxos.kube.CheckpointClaim.$Properties
             * @deprecated Use dxos.kube.CheckpointClaim.$Properties instead.
             */

            /**
             * Shape of a CheckpointClaim.
             * @typedef {dxos.kube.CheckpointClaim.$Properties} dxos.kube.CheckpointClaim.$Shape
             */

            /**
             * Constructs a new CheckpointClaim.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointClaim.
             * @constructor
             * @param {dxos.kube.CheckpointClaim.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointClaim = function (p) {
                this.deps = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointClaim deps.
             * @member {Array.<dxos.kube.Dependency.$Properties>} deps
             * @memberof dxos.kube.CheckpointClaim
             * @instance
             */
            CheckpointClaim.prototype.deps = $util.emptyArray;

            /**
             * CheckpointClaim parentSha256.
             * @member {Uint8Array} parentSha256
             * @memberof dxos.kube.CheckpointClaim
             * @instance
             */
            CheckpointClaim.prototype.parentSha256 = $util.newBuffer([]);

            /**
             * Encodes the specified CheckpointClaim message. Does not implicitly {@link dxos.kube.CheckpointClaim.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointClaim
             * @static
             * @param {dxos.kube.CheckpointClaim.$Properties} m CheckpointClaim message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointClaim.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.deps != null && m.deps.length) {
                    for (var i = 0; i < m.deps.length; ++i)
                        $root.dxos.kube.Dependency.encode(m.deps[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.parentSha256 != null && $Object.hasOwnProperty.call(m, "parentSha256") && m.parentSha256.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.parentSha256);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointClaim message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointClaim
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointClaim & dxos.kube.CheckpointClaim.$Shape} CheckpointClaim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointClaim.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointClaim();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.deps && m.deps.length))
                                m.deps = [];
                            m.deps.push($root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.parentSha256 = v;
                            else
                                delete m.parentSha256;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointClaim;
        })();

        kube.CheckpointFacts = (function() {

            /**
             * Properties of a CheckpointFacts.
             * @typedef {Object} dxos.kube.CheckpointFacts.$Properties
             * @property {Array.<dxos.kube.CheckpointGrant.$Properties>|null} [grants] CheckpointFacts grants
             * @property {Array.<dxos.kube.CheckpointRevocation.$Properties>|null} [revocations] CheckpointFacts revocations
             * @property {Array.<dxos.kube.CheckpointRules.$Properties>|null} [rules] CheckpointFacts rules
             * @property {Array.<dxos.kube.CheckpointOrder.$Properties>|null} [orders] CheckpointFacts orders
             * @property {number|null} [raises] CheckpointFacts raises
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointFacts.
             * @memberof dxos.kube
             * @interface ICheckpointFacts
             * @augments dxos.kube.CheckpointFacts.$Properties
             * @deprecated Use dxos.kube.CheckpointFacts.$Properties instead.
             */

            /**
             * Shape of a CheckpointFacts.
             * @typedef {dxos.kube.CheckpointFacts.$Properties} dxos.kube.CheckpointFacts.$Shape
             */

            /**
             * Constructs a new CheckpointFacts.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointFacts.
             * @constructor
             * @param {dxos.kube.CheckpointFacts.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointFacts = function (p) {
                this.grants = [];
                this.revocations = [];
                this.rules = [];
                this.orders = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointFacts grants.
             * @member {Array.<dxos.kube.CheckpointGrant.$Properties>} grants
             * @memberof dxos.kube.CheckpointFacts
             * @instance
             */
            CheckpointFacts.prototype.grants = $util.emptyArray;

            /**
             * CheckpointFacts revocations.
             * @member {Array.<dxos.kube.CheckpointRevocation.$Properties>} revocations
             * @memberof dxos.kube.CheckpointFacts
             * @instance
             */
            CheckpointFacts.prototype.revocations = $util.emptyArray;

            /**
             * CheckpointFacts rules.
             * @member {Array.<dxos.kube.CheckpointRules.$Properties>} rules
             * @memberof dxos.kube.CheckpointFacts
             * @instance
             */
            CheckpointFacts.prototype.rules = $util.emptyArray;

            /**
             * CheckpointFacts orders.
             * @member {Array.<dxos.kube.CheckpointOrder.$Properties>} orders
             * @memberof dxos.kube.CheckpointFacts
             * @instance
             */
            CheckpointFacts.prototype.orders = $util.emptyArray;

            /**
             * CheckpointFacts raises.
             * @member {number} raises
             * @memberof dxos.kube.CheckpointFacts
             * @instance
             */
            CheckpointFacts.prototype.raises = 0;

            /**
             * Encodes the specified CheckpointFacts message. Does not implicitly {@link dxos.kube.CheckpointFacts.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointFacts
             * @static
             * @param {dxos.kube.CheckpointFacts.$Properties} m CheckpointFacts message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointFacts.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.grants != null && m.grants.length) {
                    for (var i = 0; i < m.grants.length; ++i)
                        $root.dxos.kube.CheckpointGrant.encode(m.grants[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.revocations != null && m.revocations.length) {
                    for (var i = 0; i < m.revocations.length; ++i)
                        $root.dxos.kube.CheckpointRevocation.encode(m.revocations[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                }
                if (m.rules != null && m.rules.length) {
                    for (var i = 0; i < m.rules.length; ++i)
                        $root.dxos.kube.CheckpointRules.encode(m.rules[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.orders != null && m.orders.length) {
                    for (var i = 0; i < m.orders.length; ++i)
                        $root.dxos.kube.CheckpointOrder.encode(m.orders[i], w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                }
                if (m.raises != null && $Object.hasOwnProperty.call(m, "raises") && m.raises !== 0)
                    w.uint32(/* id 5, wireType 0 =*/40).uint32(m.raises);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointFacts message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointFacts
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointFacts & dxos.kube.CheckpointFacts.$Shape} CheckpointFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointFacts.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointFacts();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.grants && m.grants.length))
                                m.grants = [];
                            m.grants.push($root.dxos.kube.CheckpointGrant.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.revocations && m.revocations.length))
                                m.revocations = [];
                            m.revocations.push($root.dxos.kube.CheckpointRevocation.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.rules && m.rules.length))
                                m.rules = [];
                            m.rules.push($root.dxos.kube.CheckpointRules.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.orders && m.orders.length))
                                m.orders = [];
                            m.orders.push($root.dxos.kube.CheckpointOrder.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.raises = v;
                            else
                                delete m.raises;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointFacts;
        })();

        kube.CheckpointOrder = (function() {

            /**
             * Properties of a CheckpointOrder.
             * @typedef {Object} dxos.kube.CheckpointOrder.$Properties
             * @property {string|null} [ref] CheckpointOrder ref
             * @property {string|null} [order] CheckpointOrder order
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointOrder.
             * @memberof dxos.kube
             * @interface ICheckpointOrder
             * @augments dxos.kube.CheckpointOrder.$Properties
             * @deprecated Use dxos.kube.CheckpointOrder.$Properties instead.
             */

            /**
             * Shape of a CheckpointOrder.
             * @typedef {dxos.kube.CheckpointOrder.$Properties} dxos.kube.CheckpointOrder.$Shape
             */

            /**
             * Constructs a new CheckpointOrder.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointOrder.
             * @constructor
             * @param {dxos.kube.CheckpointOrder.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointOrder = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointOrder ref.
             * @member {string} ref
             * @memberof dxos.kube.CheckpointOrder
             * @instance
             */
            CheckpointOrder.prototype.ref = "";

            /**
             * CheckpointOrder order.
             * @member {string} order
             * @memberof dxos.kube.CheckpointOrder
             * @instance
             */
            CheckpointOrder.prototype.order = "";

            /**
             * Encodes the specified CheckpointOrder message. Does not implicitly {@link dxos.kube.CheckpointOrder.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointOrder
             * @static
             * @param {dxos.kube.CheckpointOrder.$Properties} m CheckpointOrder message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointOrder.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.ref != null && $Object.hasOwnProperty.call(m, "ref") && m.ref !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.ref);
                if (m.order != null && $Object.hasOwnProperty.call(m, "order") && m.order !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.order);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointOrder message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointOrder
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointOrder & dxos.kube.CheckpointOrder.$Shape} CheckpointOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointOrder.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointOrder();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ref = v;
                            else
                                delete m.ref;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.order = v;
                            else
                                delete m.order;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointOrder;
        })();

        kube.CheckpointGrant = (function() {

            /**
             * Properties of a CheckpointGrant.
             * @typedef {Object} dxos.kube.CheckpointGrant.$Properties
             * @property {string|null} [id] CheckpointGrant id
             * @property {string|null} [issuer] CheckpointGrant issuer
             * @property {string|null} [subject] CheckpointGrant subject
             * @property {string|null} [role] CheckpointGrant role
             * @property {string|null} [scope] CheckpointGrant scope
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointGrant.
             * @memberof dxos.kube
             * @interface ICheckpointGrant
             * @augments dxos.kube.CheckpointGrant.$Properties
             * @deprecated Use dxos.kube.CheckpointGrant.$Properties instead.
             */

            /**
             * Shape of a CheckpointGrant.
             * @typedef {dxos.kube.CheckpointGrant.$Properties} dxos.kube.CheckpointGrant.$Shape
             */

            /**
             * Constructs a new CheckpointGrant.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointGrant.
             * @constructor
             * @param {dxos.kube.CheckpointGrant.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointGrant = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointGrant id.
             * @member {string} id
             * @memberof dxos.kube.CheckpointGrant
             * @instance
             */
            CheckpointGrant.prototype.id = "";

            /**
             * CheckpointGrant issuer.
             * @member {string} issuer
             * @memberof dxos.kube.CheckpointGrant
             * @instance
             */
            CheckpointGrant.prototype.issuer = "";

            /**
             * CheckpointGrant subject.
             * @member {string} subject
             * @memberof dxos.kube.CheckpointGrant
             * @instance
             */
            CheckpointGrant.prototype.subject = "";

            /**
             * CheckpointGrant role.
             * @member {string} role
             * @memberof dxos.kube.CheckpointGrant
             * @instance
             */
            CheckpointGrant.prototype.role = "";

            /**
             * CheckpointGrant scope.
             * @member {string} scope
             * @memberof dxos.kube.CheckpointGrant
             * @instance
             */
            CheckpointGrant.prototype.scope = "";

            /**
             * Encodes the specified CheckpointGrant message. Does not implicitly {@link dxos.kube.CheckpointGrant.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointGrant
             * @static
             * @param {dxos.kube.CheckpointGrant.$Properties} m CheckpointGrant message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointGrant.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.id);
                if (m.issuer != null && $Object.hasOwnProperty.call(m, "issuer") && m.issuer !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.issuer);
                if (m.subject != null && $Object.hasOwnProperty.call(m, "subject") && m.subject !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.subject);
                if (m.role != null && $Object.hasOwnProperty.call(m, "role") && m.role !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.role);
                if (m.scope != null && $Object.hasOwnProperty.call(m, "scope") && m.scope !== "")
                    w.uint32(/* id 5, wireType 2 =*/42).string(m.scope);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointGrant message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointGrant
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointGrant & dxos.kube.CheckpointGrant.$Shape} CheckpointGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointGrant.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointGrant();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.issuer = v;
                            else
                                delete m.issuer;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.subject = v;
                            else
                                delete m.subject;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.role = v;
                            else
                                delete m.role;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.scope = v;
                            else
                                delete m.scope;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointGrant;
        })();

        kube.CheckpointRevocation = (function() {

            /**
             * Properties of a CheckpointRevocation.
             * @typedef {Object} dxos.kube.CheckpointRevocation.$Properties
             * @property {string|null} [credential] CheckpointRevocation credential
             * @property {string|null} [key] CheckpointRevocation key
             * @property {Array.<dxos.kube.Dependency.$Properties>|null} [cut] CheckpointRevocation cut
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointRevocation.
             * @memberof dxos.kube
             * @interface ICheckpointRevocation
             * @augments dxos.kube.CheckpointRevocation.$Properties
             * @deprecated Use dxos.kube.CheckpointRevocation.$Properties instead.
             */

            /**
             * Shape of a CheckpointRevocation.
             * @typedef {dxos.kube.CheckpointRevocation.$Properties} dxos.kube.CheckpointRevocation.$Shape
             */

            /**
             * Constructs a new CheckpointRevocation.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointRevocation.
             * @constructor
             * @param {dxos.kube.CheckpointRevocation.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointRevocation = function (p) {
                this.cut = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointRevocation credential.
             * @member {string} credential
             * @memberof dxos.kube.CheckpointRevocation
             * @instance
             */
            CheckpointRevocation.prototype.credential = "";

            /**
             * CheckpointRevocation key.
             * @member {string} key
             * @memberof dxos.kube.CheckpointRevocation
             * @instance
             */
            CheckpointRevocation.prototype.key = "";

            /**
             * CheckpointRevocation cut.
             * @member {Array.<dxos.kube.Dependency.$Properties>} cut
             * @memberof dxos.kube.CheckpointRevocation
             * @instance
             */
            CheckpointRevocation.prototype.cut = $util.emptyArray;

            /**
             * Encodes the specified CheckpointRevocation message. Does not implicitly {@link dxos.kube.CheckpointRevocation.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointRevocation
             * @static
             * @param {dxos.kube.CheckpointRevocation.$Properties} m CheckpointRevocation message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointRevocation.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.credential != null && $Object.hasOwnProperty.call(m, "credential") && m.credential !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.credential);
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.key);
                if (m.cut != null && m.cut.length) {
                    for (var i = 0; i < m.cut.length; ++i)
                        $root.dxos.kube.Dependency.encode(m.cut[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointRevocation message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointRevocation
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRevocation & dxos.kube.CheckpointRevocation.$Shape} CheckpointRevocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointRevocation.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointRevocation();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.credential = v;
                            else
                                delete m.credential;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.cut && m.cut.length))
                                m.cut = [];
                            m.cut.push($root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointRevocation;
        })();

        kube.CheckpointRules = (function() {

            /**
             * Properties of a CheckpointRules.
             * @typedef {Object} dxos.kube.CheckpointRules.$Properties
             * @property {string|null} [ref] CheckpointRules ref
             * @property {Array.<dxos.kube.CheckpointRule.$Properties>|null} [rules] CheckpointRules rules
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointRules.
             * @memberof dxos.kube
             * @interface ICheckpointRules
             * @augments dxos.kube.CheckpointRules.$Properties
             * @deprecated Use dxos.kube.CheckpointRules.$Properties instead.
             */

            /**
             * Shape of a CheckpointRules.
             * @typedef {dxos.kube.CheckpointRules.$Properties} dxos.kube.CheckpointRules.$Shape
             */

            /**
             * Constructs a new CheckpointRules.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointRules.
             * @constructor
             * @param {dxos.kube.CheckpointRules.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointRules = function (p) {
                this.rules = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointRules ref.
             * @member {string} ref
             * @memberof dxos.kube.CheckpointRules
             * @instance
             */
            CheckpointRules.prototype.ref = "";

            /**
             * CheckpointRules rules.
             * @member {Array.<dxos.kube.CheckpointRule.$Properties>} rules
             * @memberof dxos.kube.CheckpointRules
             * @instance
             */
            CheckpointRules.prototype.rules = $util.emptyArray;

            /**
             * Encodes the specified CheckpointRules message. Does not implicitly {@link dxos.kube.CheckpointRules.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointRules
             * @static
             * @param {dxos.kube.CheckpointRules.$Properties} m CheckpointRules message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointRules.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.ref != null && $Object.hasOwnProperty.call(m, "ref") && m.ref !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.ref);
                if (m.rules != null && m.rules.length) {
                    for (var i = 0; i < m.rules.length; ++i)
                        $root.dxos.kube.CheckpointRule.encode(m.rules[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointRules message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointRules
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRules & dxos.kube.CheckpointRules.$Shape} CheckpointRules
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointRules.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointRules();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ref = v;
                            else
                                delete m.ref;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.rules && m.rules.length))
                                m.rules = [];
                            m.rules.push($root.dxos.kube.CheckpointRule.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointRules;
        })();

        kube.CheckpointRule = (function() {

            /**
             * Properties of a CheckpointRule.
             * @typedef {Object} dxos.kube.CheckpointRule.$Properties
             * @property {string|null} [name] CheckpointRule name
             * @property {dxos.kube.CheckpointKeyFile.$Properties|null} [from] CheckpointRule from
             * @property {boolean|null} [restricted] CheckpointRule restricted
             * @property {Array.<string>|null} [only] CheckpointRule only
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointRule.
             * @memberof dxos.kube
             * @interface ICheckpointRule
             * @augments dxos.kube.CheckpointRule.$Properties
             * @deprecated Use dxos.kube.CheckpointRule.$Properties instead.
             */

            /**
             * Shape of a CheckpointRule.
             * @typedef {dxos.kube.CheckpointRule.$Properties} dxos.kube.CheckpointRule.$Shape
             */

            /**
             * Constructs a new CheckpointRule.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointRule.
             * @constructor
             * @param {dxos.kube.CheckpointRule.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointRule = function (p) {
                this.only = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointRule name.
             * @member {string} name
             * @memberof dxos.kube.CheckpointRule
             * @instance
             */
            CheckpointRule.prototype.name = "";

            /**
             * CheckpointRule from.
             * @member {dxos.kube.CheckpointKeyFile.$Properties|null|undefined} from
             * @memberof dxos.kube.CheckpointRule
             * @instance
             */
            CheckpointRule.prototype.from = null;

            /**
             * CheckpointRule restricted.
             * @member {boolean} restricted
             * @memberof dxos.kube.CheckpointRule
             * @instance
             */
            CheckpointRule.prototype.restricted = false;

            /**
             * CheckpointRule only.
             * @member {Array.<string>} only
             * @memberof dxos.kube.CheckpointRule
             * @instance
             */
            CheckpointRule.prototype.only = $util.emptyArray;

            /**
             * Encodes the specified CheckpointRule message. Does not implicitly {@link dxos.kube.CheckpointRule.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointRule
             * @static
             * @param {dxos.kube.CheckpointRule.$Properties} m CheckpointRule message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointRule.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.from != null && $Object.hasOwnProperty.call(m, "from"))
                    $root.dxos.kube.CheckpointKeyFile.encode(m.from, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.restricted != null && $Object.hasOwnProperty.call(m, "restricted") && m.restricted !== false)
                    w.uint32(/* id 3, wireType 0 =*/24).bool(m.restricted);
                if (m.only != null && m.only.length) {
                    for (var i = 0; i < m.only.length; ++i)
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.only[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointRule message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointRule
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRule & dxos.kube.CheckpointRule.$Shape} CheckpointRule
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointRule.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointRule();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.from = $root.dxos.kube.CheckpointKeyFile.decode(r, r.size(), $undefined, q + 1, m.from);
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.restricted = v;
                            else
                                delete m.restricted;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.only && m.only.length))
                                m.only = [];
                            m.only.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointRule;
        })();

        kube.CheckpointKeyFile = (function() {

            /**
             * Properties of a CheckpointKeyFile.
             * @typedef {Object} dxos.kube.CheckpointKeyFile.$Properties
             * @property {string|null} [node] CheckpointKeyFile node
             * @property {string|null} [path] CheckpointKeyFile path
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointKeyFile.
             * @memberof dxos.kube
             * @interface ICheckpointKeyFile
             * @augments dxos.kube.CheckpointKeyFile.$Properties
             * @deprecated Use dxos.kube.CheckpointKeyFile.$Properties instead.
             */

            /**
             * Shape of a CheckpointKeyFile.
             * @typedef {dxos.kube.CheckpointKeyFile.$Properties} dxos.kube.CheckpointKeyFile.$Shape
             */

            /**
             * Constructs a new CheckpointKeyFile.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointKeyFile.
             * @constructor
             * @param {dxos.kube.CheckpointKeyFile.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointKeyFile = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointKeyFile node.
             * @member {string} node
             * @memberof dxos.kube.CheckpointKeyFile
             * @instance
             */
            CheckpointKeyFile.prototype.node = "";

            /**
             * CheckpointKeyFile path.
             * @member {string} path
             * @memberof dxos.kube.CheckpointKeyFile
             * @instance
             */
            CheckpointKeyFile.prototype.path = "";

            /**
             * Encodes the specified CheckpointKeyFile message. Does not implicitly {@link dxos.kube.CheckpointKeyFile.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointKeyFile
             * @static
             * @param {dxos.kube.CheckpointKeyFile.$Properties} m CheckpointKeyFile message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointKeyFile.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.node != null && $Object.hasOwnProperty.call(m, "node") && m.node !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.node);
                if (m.path != null && $Object.hasOwnProperty.call(m, "path") && m.path !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.path);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointKeyFile message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointKeyFile
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointKeyFile & dxos.kube.CheckpointKeyFile.$Shape} CheckpointKeyFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointKeyFile.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointKeyFile();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.node = v;
                            else
                                delete m.node;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.path = v;
                            else
                                delete m.path;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointKeyFile;
        })();

        kube.CheckpointKeys = (function() {

            /**
             * Properties of a CheckpointKeys.
             * @typedef {Object} dxos.kube.CheckpointKeys.$Properties
             * @property {Uint8Array|null} [commit] CheckpointKeys commit
             * @property {string|null} [path] CheckpointKeys path
             * @property {Array.<string>|null} [subjects] CheckpointKeys subjects
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointKeys.
             * @memberof dxos.kube
             * @interface ICheckpointKeys
             * @augments dxos.kube.CheckpointKeys.$Properties
             * @deprecated Use dxos.kube.CheckpointKeys.$Properties instead.
             */

            /**
             * Shape of a CheckpointKeys.
             * @typedef {dxos.kube.CheckpointKeys.$Properties} dxos.kube.CheckpointKeys.$Shape
             */

            /**
             * Constructs a new CheckpointKeys.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointKeys.
             * @constructor
             * @param {dxos.kube.CheckpointKeys.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointKeys = function (p) {
                this.subjects = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointKeys commit.
             * @member {Uint8Array} commit
             * @memberof dxos.kube.CheckpointKeys
             * @instance
             */
            CheckpointKeys.prototype.commit = $util.newBuffer([]);

            /**
             * CheckpointKeys path.
             * @member {string} path
             * @memberof dxos.kube.CheckpointKeys
             * @instance
             */
            CheckpointKeys.prototype.path = "";

            /**
             * CheckpointKeys subjects.
             * @member {Array.<string>} subjects
             * @memberof dxos.kube.CheckpointKeys
             * @instance
             */
            CheckpointKeys.prototype.subjects = $util.emptyArray;

            /**
             * Encodes the specified CheckpointKeys message. Does not implicitly {@link dxos.kube.CheckpointKeys.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointKeys
             * @static
             * @param {dxos.kube.CheckpointKeys.$Properties} m CheckpointKeys message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointKeys.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.commit != null && $Object.hasOwnProperty.call(m, "commit") && m.commit.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.commit);
                if (m.path != null && $Object.hasOwnProperty.call(m, "path") && m.path !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.path);
                if (m.subjects != null && m.subjects.length) {
                    for (var i = 0; i < m.subjects.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.subjects[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointKeys message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointKeys
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointKeys & dxos.kube.CheckpointKeys.$Shape} CheckpointKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointKeys.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointKeys();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.commit = v;
                            else
                                delete m.commit;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.path = v;
                            else
                                delete m.path;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.subjects && m.subjects.length))
                                m.subjects = [];
                            m.subjects.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointKeys;
        })();

        kube.CheckpointRequest = (function() {

            /**
             * Properties of a CheckpointRequest.
             * @typedef {Object} dxos.kube.CheckpointRequest.$Properties
             * @property {Uint8Array|null} [sha256] CheckpointRequest sha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointRequest.
             * @memberof dxos.kube
             * @interface ICheckpointRequest
             * @augments dxos.kube.CheckpointRequest.$Properties
             * @deprecated Use dxos.kube.CheckpointRequest.$Properties instead.
             */

            /**
             * Shape of a CheckpointRequest.
             * @typedef {dxos.kube.CheckpointRequest.$Properties} dxos.kube.CheckpointRequest.$Shape
             */

            /**
             * Constructs a new CheckpointRequest.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointRequest.
             * @constructor
             * @param {dxos.kube.CheckpointRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointRequest sha256.
             * @member {Uint8Array} sha256
             * @memberof dxos.kube.CheckpointRequest
             * @instance
             */
            CheckpointRequest.prototype.sha256 = $util.newBuffer([]);

            /**
             * Encodes the specified CheckpointRequest message. Does not implicitly {@link dxos.kube.CheckpointRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointRequest
             * @static
             * @param {dxos.kube.CheckpointRequest.$Properties} m CheckpointRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.sha256);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointRequest & dxos.kube.CheckpointRequest.$Shape} CheckpointRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointRequest;
        })();

        kube.CheckpointAnswer = (function() {

            /**
             * Properties of a CheckpointAnswer.
             * @typedef {Object} dxos.kube.CheckpointAnswer.$Properties
             * @property {Uint8Array|null} [checkpoint] CheckpointAnswer checkpoint
             * @property {Array.<Uint8Array>|null} [commits] CheckpointAnswer commits
             * @property {Array.<dxos.kube.CheckpointProof.$Properties>|null} [proofs] CheckpointAnswer proofs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointAnswer.
             * @memberof dxos.kube
             * @interface ICheckpointAnswer
             * @augments dxos.kube.CheckpointAnswer.$Properties
             * @deprecated Use dxos.kube.CheckpointAnswer.$Properties instead.
             */

            /**
             * Shape of a CheckpointAnswer.
             * @typedef {dxos.kube.CheckpointAnswer.$Properties} dxos.kube.CheckpointAnswer.$Shape
             */

            /**
             * Constructs a new CheckpointAnswer.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointAnswer.
             * @constructor
             * @param {dxos.kube.CheckpointAnswer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointAnswer = function (p) {
                this.commits = [];
                this.proofs = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointAnswer checkpoint.
             * @member {Uint8Array} checkpoint
             * @memberof dxos.kube.CheckpointAnswer
             * @instance
             */
            CheckpointAnswer.prototype.checkpoint = $util.newBuffer([]);

            /**
             * CheckpointAnswer commits.
             * @member {Array.<Uint8Array>} commits
             * @memberof dxos.kube.CheckpointAnswer
             * @instance
             */
            CheckpointAnswer.prototype.commits = $util.emptyArray;

            /**
             * CheckpointAnswer proofs.
             * @member {Array.<dxos.kube.CheckpointProof.$Properties>} proofs
             * @memberof dxos.kube.CheckpointAnswer
             * @instance
             */
            CheckpointAnswer.prototype.proofs = $util.emptyArray;

            /**
             * Encodes the specified CheckpointAnswer message. Does not implicitly {@link dxos.kube.CheckpointAnswer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointAnswer
             * @static
             * @param {dxos.kube.CheckpointAnswer.$Properties} m CheckpointAnswer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointAnswer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.checkpoint != null && $Object.hasOwnProperty.call(m, "checkpoint") && m.checkpoint.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.checkpoint);
                if (m.commits != null && m.commits.length) {
                    for (var i = 0; i < m.commits.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).bytes(m.commits[i]);
                }
                if (m.proofs != null && m.proofs.length) {
                    for (var i = 0; i < m.proofs.length; ++i)
                        $root.dxos.kube.CheckpointProof.encode(m.proofs[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointAnswer & dxos.kube.CheckpointAnswer.$Shape} CheckpointAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointAnswer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointAnswer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.checkpoint = v;
                            else
                                delete m.checkpoint;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.commits && m.commits.length))
                                m.commits = [];
                            m.commits.push(r.bytes());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.proofs && m.proofs.length))
                                m.proofs = [];
                            m.proofs.push($root.dxos.kube.CheckpointProof.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointAnswer;
        })();

        kube.CheckpointProof = (function() {

            /**
             * Properties of a CheckpointProof.
             * @typedef {Object} dxos.kube.CheckpointProof.$Properties
             * @property {Array.<string>|null} [credentials] CheckpointProof credentials
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointProof.
             * @memberof dxos.kube
             * @interface ICheckpointProof
             * @augments dxos.kube.CheckpointProof.$Properties
             * @deprecated Use dxos.kube.CheckpointProof.$Properties instead.
             */

            /**
             * Shape of a CheckpointProof.
             * @typedef {dxos.kube.CheckpointProof.$Properties} dxos.kube.CheckpointProof.$Shape
             */

            /**
             * Constructs a new CheckpointProof.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointProof.
             * @constructor
             * @param {dxos.kube.CheckpointProof.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointProof = function (p) {
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointProof credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.CheckpointProof
             * @instance
             */
            CheckpointProof.prototype.credentials = $util.emptyArray;

            /**
             * Encodes the specified CheckpointProof message. Does not implicitly {@link dxos.kube.CheckpointProof.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointProof
             * @static
             * @param {dxos.kube.CheckpointProof.$Properties} m CheckpointProof message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointProof.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.credentials[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointProof message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointProof
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointProof & dxos.kube.CheckpointProof.$Shape} CheckpointProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointProof.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointProof();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointProof;
        })();

        kube.EnrolHello = (function() {

            /**
             * Properties of an EnrolHello.
             * @typedef {Object} dxos.kube.EnrolHello.$Properties
             * @property {Uint8Array|null} [codeId] EnrolHello codeId
             * @property {Uint8Array|null} [nonce] EnrolHello nonce
             * @property {number|null} [clockMs] EnrolHello clockMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolHello.
             * @memberof dxos.kube
             * @interface IEnrolHello
             * @augments dxos.kube.EnrolHello.$Properties
             * @deprecated Use dxos.kube.EnrolHello.$Properties instead.
             */

            /**
             * Shape of an EnrolHello.
             * @typedef {dxos.kube.EnrolHello.$Properties} dxos.kube.EnrolHello.$Shape
             */

            /**
             * Constructs a new EnrolHello.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolHello.
             * @constructor
             * @param {dxos.kube.EnrolHello.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolHello = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolHello codeId.
             * @member {Uint8Array} codeId
             * @memberof dxos.kube.EnrolHello
             * @instance
             */
            EnrolHello.prototype.codeId = $util.newBuffer([]);

            /**
             * EnrolHello nonce.
             * @member {Uint8Array} nonce
             * @memberof dxos.kube.EnrolHello
             * @instance
             */
            EnrolHello.prototype.nonce = $util.newBuffer([]);

            /**
             * EnrolHello clockMs.
             * @member {number} clockMs
             * @memberof dxos.kube.EnrolHello
             * @instance
             */
            EnrolHello.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified EnrolHello message. Does not implicitly {@link dxos.kube.EnrolHello.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolHello
             * @static
             * @param {dxos.kube.EnrolHello.$Properties} m EnrolHello message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolHello.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.codeId != null && $Object.hasOwnProperty.call(m, "codeId") && m.codeId.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.codeId);
                if (m.nonce != null && $Object.hasOwnProperty.call(m, "nonce") && m.nonce.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.nonce);
                if (m.clockMs != null && $Object.hasOwnProperty.call(m, "clockMs") && (typeof m.clockMs === "object" ? m.clockMs.low || m.clockMs.high : m.clockMs !== 0))
                    w.uint32(/* id 3, wireType 0 =*/24).uint64(m.clockMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolHello message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolHello
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolHello & dxos.kube.EnrolHello.$Shape} EnrolHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolHello.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolHello();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.codeId = v;
                            else
                                delete m.codeId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.nonce = v;
                            else
                                delete m.nonce;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.clockMs = v;
                            else
                                delete m.clockMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolHello;
        })();

        kube.EnrolIdentity = (function() {

            /**
             * Properties of an EnrolIdentity.
             * @typedef {Object} dxos.kube.EnrolIdentity.$Properties
             * @property {Uint8Array|null} [root] EnrolIdentity root
             * @property {Array.<string>|null} [credentials] EnrolIdentity credentials
             * @property {Uint8Array|null} [nonce] EnrolIdentity nonce
             * @property {number|null} [clockMs] EnrolIdentity clockMs
             * @property {string|null} [name] EnrolIdentity name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolIdentity.
             * @memberof dxos.kube
             * @interface IEnrolIdentity
             * @augments dxos.kube.EnrolIdentity.$Properties
             * @deprecated Use dxos.kube.EnrolIdentity.$Properties instead.
             */

            /**
             * Shape of an EnrolIdentity.
             * @typedef {dxos.kube.EnrolIdentity.$Properties} dxos.kube.EnrolIdentity.$Shape
             */

            /**
             * Constructs a new EnrolIdentity.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolIdentity.
             * @constructor
             * @param {dxos.kube.EnrolIdentity.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolIdentity = function (p) {
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolIdentity root.
             * @member {Uint8Array} root
             * @memberof dxos.kube.EnrolIdentity
             * @instance
             */
            EnrolIdentity.prototype.root = $util.newBuffer([]);

            /**
             * EnrolIdentity credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.EnrolIdentity
             * @instance
             */
            EnrolIdentity.prototype.credentials = $util.emptyArray;

            /**
             * EnrolIdentity nonce.
             * @member {Uint8Array} nonce
             * @memberof dxos.kube.EnrolIdentity
             * @instance
             */
            EnrolIdentity.prototype.nonce = $util.newBuffer([]);

            /**
             * EnrolIdentity clockMs.
             * @member {number} clockMs
             * @memberof dxos.kube.EnrolIdentity
             * @instance
             */
            EnrolIdentity.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EnrolIdentity name.
             * @member {string} name
             * @memberof dxos.kube.EnrolIdentity
             * @instance
             */
            EnrolIdentity.prototype.name = "";

            /**
             * Encodes the specified EnrolIdentity message. Does not implicitly {@link dxos.kube.EnrolIdentity.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolIdentity
             * @static
             * @param {dxos.kube.EnrolIdentity.$Properties} m EnrolIdentity message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolIdentity.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.root != null && $Object.hasOwnProperty.call(m, "root") && m.root.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.root);
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.credentials[i]);
                }
                if (m.nonce != null && $Object.hasOwnProperty.call(m, "nonce") && m.nonce.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.nonce);
                if (m.clockMs != null && $Object.hasOwnProperty.call(m, "clockMs") && (typeof m.clockMs === "object" ? m.clockMs.low || m.clockMs.high : m.clockMs !== 0))
                    w.uint32(/* id 4, wireType 0 =*/32).uint64(m.clockMs);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 5, wireType 2 =*/42).string(m.name);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolIdentity message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolIdentity
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolIdentity & dxos.kube.EnrolIdentity.$Shape} EnrolIdentity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolIdentity.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolIdentity();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.root = v;
                            else
                                delete m.root;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.nonce = v;
                            else
                                delete m.nonce;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.clockMs = v;
                            else
                                delete m.clockMs;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolIdentity;
        })();

        kube.EnrolProof = (function() {

            /**
             * Properties of an EnrolProof.
             * @typedef {Object} dxos.kube.EnrolProof.$Properties
             * @property {Uint8Array|null} [mac] EnrolProof mac
             * @property {string|null} [name] EnrolProof name
             * @property {Uint8Array|null} [certificateKey] EnrolProof certificateKey
             * @property {Uint8Array|null} [accountKey] EnrolProof accountKey
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolProof.
             * @memberof dxos.kube
             * @interface IEnrolProof
             * @augments dxos.kube.EnrolProof.$Properties
             * @deprecated Use dxos.kube.EnrolProof.$Properties instead.
             */

            /**
             * Shape of an EnrolProof.
             * @typedef {dxos.kube.EnrolProof.$Properties} dxos.kube.EnrolProof.$Shape
             */

            /**
             * Constructs a new EnrolProof.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolProof.
             * @constructor
             * @param {dxos.kube.EnrolProof.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolProof = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolProof mac.
             * @member {Uint8Array} mac
             * @memberof dxos.kube.EnrolProof
             * @instance
             */
            EnrolProof.prototype.mac = $util.newBuffer([]);

            /**
             * EnrolProof name.
             * @member {string} name
             * @memberof dxos.kube.EnrolProof
             * @instance
             */
            EnrolProof.prototype.name = "";

            /**
             * EnrolProof certificateKey.
             * @member {Uint8Array} certificateKey
             * @memberof dxos.kube.EnrolProof
             * @instance
             */
            EnrolProof.prototype.certificateKey = $util.newBuffer([]);

            /**
             * EnrolProof accountKey.
             * @member {Uint8Array} accountKey
             * @memberof dxos.kube.EnrolProof
             * @instance
             */
            EnrolProof.prototype.accountKey = $util.newBuffer([]);

            /**
             * Encodes the specified EnrolProof message. Does not implicitly {@link dxos.kube.EnrolProof.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolProof
             * @static
             * @param {dxos.kube.EnrolProof.$Properties} m EnrolProof message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolProof.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mac != null && $Object.hasOwnProperty.call(m, "mac") && m.mac.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.mac);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.name);
                if (m.certificateKey != null && $Object.hasOwnProperty.call(m, "certificateKey") && m.certificateKey.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.certificateKey);
                if (m.accountKey != null && $Object.hasOwnProperty.call(m, "accountKey") && m.accountKey.length)
                    w.uint32(/* id 4, wireType 2 =*/34).bytes(m.accountKey);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolProof message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolProof
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolProof & dxos.kube.EnrolProof.$Shape} EnrolProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolProof.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolProof();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.mac = v;
                            else
                                delete m.mac;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.certificateKey = v;
                            else
                                delete m.certificateKey;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.accountKey = v;
                            else
                                delete m.accountKey;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolProof;
        })();

        kube.EnrolMachine = (function() {

            /**
             * Properties of an EnrolMachine.
             * @typedef {Object} dxos.kube.EnrolMachine.$Properties
             * @property {string|null} [name] EnrolMachine name
             * @property {string|null} [peerId] EnrolMachine peerId
             * @property {Array.<string>|null} [addresses] EnrolMachine addresses
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolMachine.
             * @memberof dxos.kube
             * @interface IEnrolMachine
             * @augments dxos.kube.EnrolMachine.$Properties
             * @deprecated Use dxos.kube.EnrolMachine.$Properties instead.
             */

            /**
             * Shape of an EnrolMachine.
             * @typedef {dxos.kube.EnrolMachine.$Properties} dxos.kube.EnrolMachine.$Shape
             */

            /**
             * Constructs a new EnrolMachine.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolMachine.
             * @constructor
             * @param {dxos.kube.EnrolMachine.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolMachine = function (p) {
                this.addresses = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolMachine name.
             * @member {string} name
             * @memberof dxos.kube.EnrolMachine
             * @instance
             */
            EnrolMachine.prototype.name = "";

            /**
             * EnrolMachine peerId.
             * @member {string} peerId
             * @memberof dxos.kube.EnrolMachine
             * @instance
             */
            EnrolMachine.prototype.peerId = "";

            /**
             * EnrolMachine addresses.
             * @member {Array.<string>} addresses
             * @memberof dxos.kube.EnrolMachine
             * @instance
             */
            EnrolMachine.prototype.addresses = $util.emptyArray;

            /**
             * Encodes the specified EnrolMachine message. Does not implicitly {@link dxos.kube.EnrolMachine.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolMachine
             * @static
             * @param {dxos.kube.EnrolMachine.$Properties} m EnrolMachine message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolMachine.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.peerId != null && $Object.hasOwnProperty.call(m, "peerId") && m.peerId !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.peerId);
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.addresses[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolMachine message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolMachine
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolMachine & dxos.kube.EnrolMachine.$Shape} EnrolMachine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolMachine.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolMachine();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.peerId = v;
                            else
                                delete m.peerId;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.addresses && m.addresses.length))
                                m.addresses = [];
                            m.addresses.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolMachine;
        })();

        kube.EnrolGrant = (function() {

            /**
             * Properties of an EnrolGrant.
             * @typedef {Object} dxos.kube.EnrolGrant.$Properties
             * @property {Array.<string>|null} [credentials] EnrolGrant credentials
             * @property {Uint8Array|null} [rootCa] EnrolGrant rootCa
             * @property {string|null} [caBinding] EnrolGrant caBinding
             * @property {Uint8Array|null} [intermediate] EnrolGrant intermediate
             * @property {Array.<string>|null} [bases] EnrolGrant bases
             * @property {Uint8Array|null} [rootCaKey] EnrolGrant rootCaKey
             * @property {Array.<dxos.kube.EnrolMachine.$Properties>|null} [machines] EnrolGrant machines
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolGrant.
             * @memberof dxos.kube
             * @interface IEnrolGrant
             * @augments dxos.kube.EnrolGrant.$Properties
             * @deprecated Use dxos.kube.EnrolGrant.$Properties instead.
             */

            /**
             * Shape of an EnrolGrant.
             * @typedef {dxos.kube.EnrolGrant.$Properties} dxos.kube.EnrolGrant.$Shape
             */

            /**
             * Constructs a new EnrolGrant.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolGrant.
             * @constructor
             * @param {dxos.kube.EnrolGrant.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolGrant = function (p) {
                this.credentials = [];
                this.bases = [];
                this.machines = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolGrant credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.credentials = $util.emptyArray;

            /**
             * EnrolGrant rootCa.
             * @member {Uint8Array} rootCa
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.rootCa = $util.newBuffer([]);

            /**
             * EnrolGrant caBinding.
             * @member {string} caBinding
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.caBinding = "";

            /**
             * EnrolGrant intermediate.
             * @member {Uint8Array} intermediate
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.intermediate = $util.newBuffer([]);

            /**
             * EnrolGrant bases.
             * @member {Array.<string>} bases
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.bases = $util.emptyArray;

            /**
             * EnrolGrant rootCaKey.
             * @member {Uint8Array} rootCaKey
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.rootCaKey = $util.newBuffer([]);

            /**
             * EnrolGrant machines.
             * @member {Array.<dxos.kube.EnrolMachine.$Properties>} machines
             * @memberof dxos.kube.EnrolGrant
             * @instance
             */
            EnrolGrant.prototype.machines = $util.emptyArray;

            /**
             * Encodes the specified EnrolGrant message. Does not implicitly {@link dxos.kube.EnrolGrant.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolGrant
             * @static
             * @param {dxos.kube.EnrolGrant.$Properties} m EnrolGrant message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolGrant.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.credentials[i]);
                }
                if (m.rootCa != null && $Object.hasOwnProperty.call(m, "rootCa") && m.rootCa.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.rootCa);
                if (m.caBinding != null && $Object.hasOwnProperty.call(m, "caBinding") && m.caBinding !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.caBinding);
                if (m.intermediate != null && $Object.hasOwnProperty.call(m, "intermediate") && m.intermediate.length)
                    w.uint32(/* id 4, wireType 2 =*/34).bytes(m.intermediate);
                if (m.bases != null && m.bases.length) {
                    for (var i = 0; i < m.bases.length; ++i)
                        w.uint32(/* id 5, wireType 2 =*/42).string(m.bases[i]);
                }
                if (m.rootCaKey != null && $Object.hasOwnProperty.call(m, "rootCaKey") && m.rootCaKey.length)
                    w.uint32(/* id 6, wireType 2 =*/50).bytes(m.rootCaKey);
                if (m.machines != null && m.machines.length) {
                    for (var i = 0; i < m.machines.length; ++i)
                        $root.dxos.kube.EnrolMachine.encode(m.machines[i], w.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolGrant message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolGrant
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolGrant & dxos.kube.EnrolGrant.$Shape} EnrolGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolGrant.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolGrant();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.rootCa = v;
                            else
                                delete m.rootCa;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.caBinding = v;
                            else
                                delete m.caBinding;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.intermediate = v;
                            else
                                delete m.intermediate;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if (!(m.bases && m.bases.length))
                                m.bases = [];
                            m.bases.push(r.stringVerify());
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.rootCaKey = v;
                            else
                                delete m.rootCaKey;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if (!(m.machines && m.machines.length))
                                m.machines = [];
                            m.machines.push($root.dxos.kube.EnrolMachine.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolGrant;
        })();

        kube.EnrolRefusal = (function() {

            /**
             * Properties of an EnrolRefusal.
             * @typedef {Object} dxos.kube.EnrolRefusal.$Properties
             * @property {string|null} [code] EnrolRefusal code
             * @property {string|null} [reason] EnrolRefusal reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolRefusal.
             * @memberof dxos.kube
             * @interface IEnrolRefusal
             * @augments dxos.kube.EnrolRefusal.$Properties
             * @deprecated Use dxos.kube.EnrolRefusal.$Properties instead.
             */

            /**
             * Shape of an EnrolRefusal.
             * @typedef {dxos.kube.EnrolRefusal.$Properties} dxos.kube.EnrolRefusal.$Shape
             */

            /**
             * Constructs a new EnrolRefusal.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolRefusal.
             * @constructor
             * @param {dxos.kube.EnrolRefusal.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolRefusal = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolRefusal code.
             * @member {string} code
             * @memberof dxos.kube.EnrolRefusal
             * @instance
             */
            EnrolRefusal.prototype.code = "";

            /**
             * EnrolRefusal reason.
             * @member {string} reason
             * @memberof dxos.kube.EnrolRefusal
             * @instance
             */
            EnrolRefusal.prototype.reason = "";

            /**
             * Encodes the specified EnrolRefusal message. Does not implicitly {@link dxos.kube.EnrolRefusal.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolRefusal
             * @static
             * @param {dxos.kube.EnrolRefusal.$Properties} m EnrolRefusal message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolRefusal.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.code);
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.reason);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolRefusal message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolRefusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolRefusal & dxos.kube.EnrolRefusal.$Shape} EnrolRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolRefusal.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolRefusal();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolRefusal;
        })();

        kube.EnrolMessage = (function() {

            /**
             * Properties of an EnrolMessage.
             * @typedef {Object} dxos.kube.EnrolMessage.$Properties
             * @property {dxos.kube.EnrolHello.$Properties|null} [hello] EnrolMessage hello
             * @property {dxos.kube.EnrolIdentity.$Properties|null} [identity] EnrolMessage identity
             * @property {dxos.kube.EnrolProof.$Properties|null} [proof] EnrolMessage proof
             * @property {dxos.kube.EnrolGrant.$Properties|null} [grant] EnrolMessage grant
             * @property {dxos.kube.EnrolRefusal.$Properties|null} [refusal] EnrolMessage refusal
             * @property {"hello"|"identity"|"proof"|"grant"|"refusal"} [body] EnrolMessage body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolMessage.
             * @memberof dxos.kube
             * @interface IEnrolMessage
             * @augments dxos.kube.EnrolMessage.$Properties
             * @deprecated Use dxos.kube.EnrolMessage.$Properties instead.
             */

            /**
             * Narrowed shape of an EnrolMessage.
             * @typedef {{
             *   hello?: dxos.kube.EnrolHello.$Shape|null;
             *   identity?: dxos.kube.EnrolIdentity.$Shape|null;
             *   proof?: dxos.kube.EnrolProof.$Shape|null;
             *   grant?: dxos.kube.EnrolGrant.$Shape|null;
             *   refusal?: dxos.kube.EnrolRefusal.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; identity?: null; proof?: null; grant?: null; refusal?: null }|{ body?: "hello"; hello: dxos.kube.EnrolHello.$Shape; identity?: null; proof?: null; grant?: null; refusal?: null }|{ body?: "identity"; hello?: null; identity: dxos.kube.EnrolIdentity.$Shape; proof?: null; grant?: null; refusal?: null }|{ body?: "proof"; hello?: null; identity?: null; proof: dxos.kube.EnrolProof.$Shape; grant?: null; refusal?: null }|{ body?: "grant"; hello?: null; identity?: null; proof?: null; grant: dxos.kube.EnrolGrant.$Shape; refusal?: null }|{ body?: "refusal"; hello?: null; identity?: null; proof?: null; grant?: null; refusal: dxos.kube.EnrolRefusal.$Shape })
             * )} dxos.kube.EnrolMessage.$Shape
             */

            /**
             * Constructs a new EnrolMessage.
             * @memberof dxos.kube
             * @classdesc Represents an EnrolMessage.
             * @constructor
             * @param {dxos.kube.EnrolMessage.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolMessage = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EnrolMessage hello.
             * @member {dxos.kube.EnrolHello.$Properties|null|undefined} hello
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            EnrolMessage.prototype.hello = null;

            /**
             * EnrolMessage identity.
             * @member {dxos.kube.EnrolIdentity.$Properties|null|undefined} identity
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            EnrolMessage.prototype.identity = null;

            /**
             * EnrolMessage proof.
             * @member {dxos.kube.EnrolProof.$Properties|null|undefined} proof
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            EnrolMessage.prototype.proof = null;

            /**
             * EnrolMessage grant.
             * @member {dxos.kube.EnrolGrant.$Properties|null|undefined} grant
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            EnrolMessage.prototype.grant = null;

            /**
             * EnrolMessage refusal.
             * @member {dxos.kube.EnrolRefusal.$Properties|null|undefined} refusal
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            EnrolMessage.prototype.refusal = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * EnrolMessage body.
             * @member {"hello"|"identity"|"proof"|"grant"|"refusal"|undefined} body
             * @memberof dxos.kube.EnrolMessage
             * @instance
             */
            $Object.defineProperty(EnrolMessage.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "identity", "proof", "grant", "refusal"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified EnrolMessage message. Does not implicitly {@link dxos.kube.EnrolMessage.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EnrolMessage
             * @static
             * @param {dxos.kube.EnrolMessage.$Properties} m EnrolMessage message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolMessage.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.hello != null && $Object.hasOwnProperty.call(m, "hello"))
                    $root.dxos.kube.EnrolHello.encode(m.hello, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.identity != null && $Object.hasOwnProperty.call(m, "identity"))
                    $root.dxos.kube.EnrolIdentity.encode(m.identity, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.proof != null && $Object.hasOwnProperty.call(m, "proof"))
                    $root.dxos.kube.EnrolProof.encode(m.proof, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.grant != null && $Object.hasOwnProperty.call(m, "grant"))
                    $root.dxos.kube.EnrolGrant.encode(m.grant, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.refusal != null && $Object.hasOwnProperty.call(m, "refusal"))
                    $root.dxos.kube.EnrolRefusal.encode(m.refusal, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EnrolMessage message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EnrolMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EnrolMessage & dxos.kube.EnrolMessage.$Shape} EnrolMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolMessage.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EnrolMessage();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.hello = $root.dxos.kube.EnrolHello.decode(r, r.size(), $undefined, q + 1, m.hello);
                            m.body = "hello";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.identity = $root.dxos.kube.EnrolIdentity.decode(r, r.size(), $undefined, q + 1, m.identity);
                            m.body = "identity";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.proof = $root.dxos.kube.EnrolProof.decode(r, r.size(), $undefined, q + 1, m.proof);
                            m.body = "proof";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.grant = $root.dxos.kube.EnrolGrant.decode(r, r.size(), $undefined, q + 1, m.grant);
                            m.body = "grant";
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.refusal = $root.dxos.kube.EnrolRefusal.decode(r, r.size(), $undefined, q + 1, m.refusal);
                            m.body = "refusal";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolMessage;
        })();

        kube.Machine = (function() {

            /**
             * Properties of a Machine.
             * @typedef {Object} dxos.kube.Machine.$Properties
             * @property {string|null} [name] Machine name
             * @property {Array.<string>|null} [addresses] Machine addresses
             * @property {string|null} [version] Machine version
             * @property {number|null} [rules] Machine rules
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Machine.
             * @memberof dxos.kube
             * @interface IMachine
             * @augments dxos.kube.Machine.$Properties
             * @deprecated Use dxos.kube.Machine.$Properties instead.
             */

            /**
             * Shape of a Machine.
             * @typedef {dxos.kube.Machine.$Properties} dxos.kube.Machine.$Shape
             */

            /**
             * Constructs a new Machine.
             * @memberof dxos.kube
             * @classdesc Represents a Machine.
             * @constructor
             * @param {dxos.kube.Machine.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Machine = function (p) {
                this.addresses = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Machine name.
             * @member {string} name
             * @memberof dxos.kube.Machine
             * @instance
             */
            Machine.prototype.name = "";

            /**
             * Machine addresses.
             * @member {Array.<string>} addresses
             * @memberof dxos.kube.Machine
             * @instance
             */
            Machine.prototype.addresses = $util.emptyArray;

            /**
             * Machine version.
             * @member {string} version
             * @memberof dxos.kube.Machine
             * @instance
             */
            Machine.prototype.version = "";

            /**
             * Machine rules.
             * @member {number} rules
             * @memberof dxos.kube.Machine
             * @instance
             */
            Machine.prototype.rules = 0;

            /**
             * Encodes the specified Machine message. Does not implicitly {@link dxos.kube.Machine.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Machine
             * @static
             * @param {dxos.kube.Machine.$Properties} m Machine message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Machine.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.addresses[i]);
                }
                if (m.version != null && $Object.hasOwnProperty.call(m, "version") && m.version !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.version);
                if (m.rules != null && $Object.hasOwnProperty.call(m, "rules") && m.rules !== 0)
                    w.uint32(/* id 4, wireType 0 =*/32).uint32(m.rules);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Machine message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Machine
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Machine & dxos.kube.Machine.$Shape} Machine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Machine.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Machine();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.addresses && m.addresses.length))
                                m.addresses = [];
                            m.addresses.push(r.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.version = v;
                            else
                                delete m.version;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.rules = v;
                            else
                                delete m.rules;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Machine;
        })();

        kube.CertificateRequest = (function() {

            /**
             * Properties of a CertificateRequest.
             * @typedef {Object} dxos.kube.CertificateRequest.$Properties
             * @property {Uint8Array|null} [certificateKey] CertificateRequest certificateKey
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CertificateRequest.
             * @memberof dxos.kube
             * @interface ICertificateRequest
             * @augments dxos.kube.CertificateRequest.$Properties
             * @deprecated Use dxos.kube.CertificateRequest.$Properties instead.
             */

            /**
             * Shape of a CertificateRequest.
             * @typedef {dxos.kube.CertificateRequest.$Properties} dxos.kube.CertificateRequest.$Shape
             */

            /**
             * Constructs a new CertificateRequest.
             * @memberof dxos.kube
             * @classdesc Represents a CertificateRequest.
             * @constructor
             * @param {dxos.kube.CertificateRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CertificateRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CertificateRequest certificateKey.
             * @member {Uint8Array} certificateKey
             * @memberof dxos.kube.CertificateRequest
             * @instance
             */
            CertificateRequest.prototype.certificateKey = $util.newBuffer([]);

            /**
             * Encodes the specified CertificateRequest message. Does not implicitly {@link dxos.kube.CertificateRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CertificateRequest
             * @static
             * @param {dxos.kube.CertificateRequest.$Properties} m CertificateRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CertificateRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.certificateKey != null && $Object.hasOwnProperty.call(m, "certificateKey") && m.certificateKey.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.certificateKey);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CertificateRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CertificateRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CertificateRequest & dxos.kube.CertificateRequest.$Shape} CertificateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CertificateRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CertificateRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.certificateKey = v;
                            else
                                delete m.certificateKey;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CertificateRequest;
        })();

        kube.CertificateAnswer = (function() {

            /**
             * Properties of a CertificateAnswer.
             * @typedef {Object} dxos.kube.CertificateAnswer.$Properties
             * @property {Uint8Array|null} [intermediate] CertificateAnswer intermediate
             * @property {Uint8Array|null} [rootCaKey] CertificateAnswer rootCaKey
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CertificateAnswer.
             * @memberof dxos.kube
             * @interface ICertificateAnswer
             * @augments dxos.kube.CertificateAnswer.$Properties
             * @deprecated Use dxos.kube.CertificateAnswer.$Properties instead.
             */

            /**
             * Shape of a CertificateAnswer.
             * @typedef {dxos.kube.CertificateAnswer.$Properties} dxos.kube.CertificateAnswer.$Shape
             */

            /**
             * Constructs a new CertificateAnswer.
             * @memberof dxos.kube
             * @classdesc Represents a CertificateAnswer.
             * @constructor
             * @param {dxos.kube.CertificateAnswer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CertificateAnswer = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CertificateAnswer intermediate.
             * @member {Uint8Array} intermediate
             * @memberof dxos.kube.CertificateAnswer
             * @instance
             */
            CertificateAnswer.prototype.intermediate = $util.newBuffer([]);

            /**
             * CertificateAnswer rootCaKey.
             * @member {Uint8Array} rootCaKey
             * @memberof dxos.kube.CertificateAnswer
             * @instance
             */
            CertificateAnswer.prototype.rootCaKey = $util.newBuffer([]);

            /**
             * Encodes the specified CertificateAnswer message. Does not implicitly {@link dxos.kube.CertificateAnswer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CertificateAnswer
             * @static
             * @param {dxos.kube.CertificateAnswer.$Properties} m CertificateAnswer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CertificateAnswer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.intermediate != null && $Object.hasOwnProperty.call(m, "intermediate") && m.intermediate.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.intermediate);
                if (m.rootCaKey != null && $Object.hasOwnProperty.call(m, "rootCaKey") && m.rootCaKey.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.rootCaKey);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CertificateAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CertificateAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CertificateAnswer & dxos.kube.CertificateAnswer.$Shape} CertificateAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CertificateAnswer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CertificateAnswer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.intermediate = v;
                            else
                                delete m.intermediate;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.rootCaKey = v;
                            else
                                delete m.rootCaKey;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CertificateAnswer;
        })();

        kube.LeaveRequest = (function() {

            /**
             * Properties of a LeaveRequest.
             * @typedef {Object} dxos.kube.LeaveRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LeaveRequest.
             * @memberof dxos.kube
             * @interface ILeaveRequest
             * @augments dxos.kube.LeaveRequest.$Properties
             * @deprecated Use dxos.kube.LeaveRequest.$Properties instead.
             */

            /**
             * Shape of a LeaveRequest.
             * @typedef {dxos.kube.LeaveRequest.$Properties} dxos.kube.LeaveRequest.$Shape
             */

            /**
             * Constructs a new LeaveRequest.
             * @memberof dxos.kube
             * @classdesc Represents a LeaveRequest.
             * @constructor
             * @param {dxos.kube.LeaveRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LeaveRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Encodes the specified LeaveRequest message. Does not implicitly {@link dxos.kube.LeaveRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.LeaveRequest
             * @static
             * @param {dxos.kube.LeaveRequest.$Properties} m LeaveRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LeaveRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a LeaveRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.LeaveRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.LeaveRequest & dxos.kube.LeaveRequest.$Shape} LeaveRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LeaveRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.LeaveRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return LeaveRequest;
        })();

        kube.RotateRequest = (function() {

            /**
             * Properties of a RotateRequest.
             * @typedef {Object} dxos.kube.RotateRequest.$Properties
             * @property {string|null} [statement] RotateRequest statement
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RotateRequest.
             * @memberof dxos.kube
             * @interface IRotateRequest
             * @augments dxos.kube.RotateRequest.$Properties
             * @deprecated Use dxos.kube.RotateRequest.$Properties instead.
             */

            /**
             * Shape of a RotateRequest.
             * @typedef {dxos.kube.RotateRequest.$Properties} dxos.kube.RotateRequest.$Shape
             */

            /**
             * Constructs a new RotateRequest.
             * @memberof dxos.kube
             * @classdesc Represents a RotateRequest.
             * @constructor
             * @param {dxos.kube.RotateRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RotateRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RotateRequest statement.
             * @member {string} statement
             * @memberof dxos.kube.RotateRequest
             * @instance
             */
            RotateRequest.prototype.statement = "";

            /**
             * Encodes the specified RotateRequest message. Does not implicitly {@link dxos.kube.RotateRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.RotateRequest
             * @static
             * @param {dxos.kube.RotateRequest.$Properties} m RotateRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RotateRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.statement != null && $Object.hasOwnProperty.call(m, "statement") && m.statement !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.statement);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RotateRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.RotateRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.RotateRequest & dxos.kube.RotateRequest.$Shape} RotateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RotateRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.RotateRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.statement = v;
                            else
                                delete m.statement;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RotateRequest;
        })();

        kube.RotateAnswer = (function() {

            /**
             * Properties of a RotateAnswer.
             * @typedef {Object} dxos.kube.RotateAnswer.$Properties
             * @property {Array.<string>|null} [credentials] RotateAnswer credentials
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RotateAnswer.
             * @memberof dxos.kube
             * @interface IRotateAnswer
             * @augments dxos.kube.RotateAnswer.$Properties
             * @deprecated Use dxos.kube.RotateAnswer.$Properties instead.
             */

            /**
             * Shape of a RotateAnswer.
             * @typedef {dxos.kube.RotateAnswer.$Properties} dxos.kube.RotateAnswer.$Shape
             */

            /**
             * Constructs a new RotateAnswer.
             * @memberof dxos.kube
             * @classdesc Represents a RotateAnswer.
             * @constructor
             * @param {dxos.kube.RotateAnswer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RotateAnswer = function (p) {
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RotateAnswer credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.RotateAnswer
             * @instance
             */
            RotateAnswer.prototype.credentials = $util.emptyArray;

            /**
             * Encodes the specified RotateAnswer message. Does not implicitly {@link dxos.kube.RotateAnswer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.RotateAnswer
             * @static
             * @param {dxos.kube.RotateAnswer.$Properties} m RotateAnswer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RotateAnswer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.credentials[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RotateAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.RotateAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.RotateAnswer & dxos.kube.RotateAnswer.$Shape} RotateAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RotateAnswer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.RotateAnswer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RotateAnswer;
        })();

        kube.RetireRequest = (function() {

            /**
             * Properties of a RetireRequest.
             * @typedef {Object} dxos.kube.RetireRequest.$Properties
             * @property {string|null} [statement] RetireRequest statement
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RetireRequest.
             * @memberof dxos.kube
             * @interface IRetireRequest
             * @augments dxos.kube.RetireRequest.$Properties
             * @deprecated Use dxos.kube.RetireRequest.$Properties instead.
             */

            /**
             * Shape of a RetireRequest.
             * @typedef {dxos.kube.RetireRequest.$Properties} dxos.kube.RetireRequest.$Shape
             */

            /**
             * Constructs a new RetireRequest.
             * @memberof dxos.kube
             * @classdesc Represents a RetireRequest.
             * @constructor
             * @param {dxos.kube.RetireRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RetireRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RetireRequest statement.
             * @member {string} statement
             * @memberof dxos.kube.RetireRequest
             * @instance
             */
            RetireRequest.prototype.statement = "";

            /**
             * Encodes the specified RetireRequest message. Does not implicitly {@link dxos.kube.RetireRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.RetireRequest
             * @static
             * @param {dxos.kube.RetireRequest.$Properties} m RetireRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RetireRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.statement != null && $Object.hasOwnProperty.call(m, "statement") && m.statement !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.statement);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RetireRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.RetireRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.RetireRequest & dxos.kube.RetireRequest.$Shape} RetireRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RetireRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.RetireRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.statement = v;
                            else
                                delete m.statement;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RetireRequest;
        })();

        kube.MemberDone = (function() {

            /**
             * Properties of a MemberDone.
             * @typedef {Object} dxos.kube.MemberDone.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MemberDone.
             * @memberof dxos.kube
             * @interface IMemberDone
             * @augments dxos.kube.MemberDone.$Properties
             * @deprecated Use dxos.kube.MemberDone.$Properties instead.
             */

            /**
             * Shape of a MemberDone.
             * @typedef {dxos.kube.MemberDone.$Properties} dxos.kube.MemberDone.$Shape
             */

            /**
             * Constructs a new MemberDone.
             * @memberof dxos.kube
             * @classdesc Represents a MemberDone.
             * @constructor
             * @param {dxos.kube.MemberDone.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MemberDone = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Encodes the specified MemberDone message. Does not implicitly {@link dxos.kube.MemberDone.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.MemberDone
             * @static
             * @param {dxos.kube.MemberDone.$Properties} m MemberDone message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MemberDone.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MemberDone message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.MemberDone
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.MemberDone & dxos.kube.MemberDone.$Shape} MemberDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MemberDone.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.MemberDone();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MemberDone;
        })();

        kube.MemberRefusal = (function() {

            /**
             * Properties of a MemberRefusal.
             * @typedef {Object} dxos.kube.MemberRefusal.$Properties
             * @property {string|null} [code] MemberRefusal code
             * @property {string|null} [reason] MemberRefusal reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MemberRefusal.
             * @memberof dxos.kube
             * @interface IMemberRefusal
             * @augments dxos.kube.MemberRefusal.$Properties
             * @deprecated Use dxos.kube.MemberRefusal.$Properties instead.
             */

            /**
             * Shape of a MemberRefusal.
             * @typedef {dxos.kube.MemberRefusal.$Properties} dxos.kube.MemberRefusal.$Shape
             */

            /**
             * Constructs a new MemberRefusal.
             * @memberof dxos.kube
             * @classdesc Represents a MemberRefusal.
             * @constructor
             * @param {dxos.kube.MemberRefusal.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MemberRefusal = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * MemberRefusal code.
             * @member {string} code
             * @memberof dxos.kube.MemberRefusal
             * @instance
             */
            MemberRefusal.prototype.code = "";

            /**
             * MemberRefusal reason.
             * @member {string} reason
             * @memberof dxos.kube.MemberRefusal
             * @instance
             */
            MemberRefusal.prototype.reason = "";

            /**
             * Encodes the specified MemberRefusal message. Does not implicitly {@link dxos.kube.MemberRefusal.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.MemberRefusal
             * @static
             * @param {dxos.kube.MemberRefusal.$Properties} m MemberRefusal message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MemberRefusal.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.code);
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.reason);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MemberRefusal message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.MemberRefusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.MemberRefusal & dxos.kube.MemberRefusal.$Shape} MemberRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MemberRefusal.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.MemberRefusal();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MemberRefusal;
        })();

        kube.MemberRequest = (function() {

            /**
             * Properties of a MemberRequest.
             * @typedef {Object} dxos.kube.MemberRequest.$Properties
             * @property {dxos.kube.CertificateRequest.$Properties|null} [certificate] MemberRequest certificate
             * @property {dxos.kube.LeaveRequest.$Properties|null} [leave] MemberRequest leave
             * @property {dxos.kube.RotateRequest.$Properties|null} [rotate] MemberRequest rotate
             * @property {dxos.kube.RetireRequest.$Properties|null} [retire] MemberRequest retire
             * @property {"certificate"|"leave"|"rotate"|"retire"} [body] MemberRequest body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MemberRequest.
             * @memberof dxos.kube
             * @interface IMemberRequest
             * @augments dxos.kube.MemberRequest.$Properties
             * @deprecated Use dxos.kube.MemberRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a MemberRequest.
             * @typedef {{
             *   certificate?: dxos.kube.CertificateRequest.$Shape|null;
             *   leave?: dxos.kube.LeaveRequest.$Shape|null;
             *   rotate?: dxos.kube.RotateRequest.$Shape|null;
             *   retire?: dxos.kube.RetireRequest.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; certificate?: null; leave?: null; rotate?: null; retire?: null }|{ body?: "certificate"; certificate: dxos.kube.CertificateRequest.$Shape; leave?: null; rotate?: null; retire?: null }|{ body?: "leave"; certificate?: null; leave: dxos.kube.LeaveRequest.$Shape; rotate?: null; retire?: null }|{ body?: "rotate"; certificate?: null; leave?: null; rotate: dxos.kube.RotateRequest.$Shape; retire?: null }|{ body?: "retire"; certificate?: null; leave?: null; rotate?: null; retire: dxos.kube.RetireRequest.$Shape })
             * )} dxos.kube.MemberRequest.$Shape
             */

            /**
             * Constructs a new MemberRequest.
             * @memberof dxos.kube
             * @classdesc Represents a MemberRequest.
             * @constructor
             * @param {dxos.kube.MemberRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MemberRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * MemberRequest certificate.
             * @member {dxos.kube.CertificateRequest.$Properties|null|undefined} certificate
             * @memberof dxos.kube.MemberRequest
             * @instance
             */
            MemberRequest.prototype.certificate = null;

            /**
             * MemberRequest leave.
             * @member {dxos.kube.LeaveRequest.$Properties|null|undefined} leave
             * @memberof dxos.kube.MemberRequest
             * @instance
             */
            MemberRequest.prototype.leave = null;

            /**
             * MemberRequest rotate.
             * @member {dxos.kube.RotateRequest.$Properties|null|undefined} rotate
             * @memberof dxos.kube.MemberRequest
             * @instance
             */
            MemberRequest.prototype.rotate = null;

            /**
             * MemberRequest retire.
             * @member {dxos.kube.RetireRequest.$Properties|null|undefined} retire
             * @memberof dxos.kube.MemberRequest
             * @instance
             */
            MemberRequest.prototype.retire = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * MemberRequest body.
             * @member {"certificate"|"leave"|"rotate"|"retire"|undefined} body
             * @memberof dxos.kube.MemberRequest
             * @instance
             */
            $Object.defineProperty(MemberRequest.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["certificate", "leave", "rotate", "retire"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified MemberRequest message. Does not implicitly {@link dxos.kube.MemberRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.MemberRequest
             * @static
             * @param {dxos.kube.MemberRequest.$Properties} m MemberRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MemberRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.certificate != null && $Object.hasOwnProperty.call(m, "certificate"))
                    $root.dxos.kube.CertificateRequest.encode(m.certificate, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.leave != null && $Object.hasOwnProperty.call(m, "leave"))
                    $root.dxos.kube.LeaveRequest.encode(m.leave, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.rotate != null && $Object.hasOwnProperty.call(m, "rotate"))
                    $root.dxos.kube.RotateRequest.encode(m.rotate, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.retire != null && $Object.hasOwnProperty.call(m, "retire"))
                    $root.dxos.kube.RetireRequest.encode(m.retire, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MemberRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.MemberRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.MemberRequest & dxos.kube.MemberRequest.$Shape} MemberRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MemberRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.MemberRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.certificate = $root.dxos.kube.CertificateRequest.decode(r, r.size(), $undefined, q + 1, m.certificate);
                            m.body = "certificate";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.leave = $root.dxos.kube.LeaveRequest.decode(r, r.size(), $undefined, q + 1, m.leave);
                            m.body = "leave";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.rotate = $root.dxos.kube.RotateRequest.decode(r, r.size(), $undefined, q + 1, m.rotate);
                            m.body = "rotate";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.retire = $root.dxos.kube.RetireRequest.decode(r, r.size(), $undefined, q + 1, m.retire);
                            m.body = "retire";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MemberRequest;
        })();

        kube.MemberAnswer = (function() {

            /**
             * Properties of a MemberAnswer.
             * @typedef {Object} dxos.kube.MemberAnswer.$Properties
             * @property {dxos.kube.CertificateAnswer.$Properties|null} [certificate] MemberAnswer certificate
             * @property {dxos.kube.MemberDone.$Properties|null} [done] MemberAnswer done
             * @property {dxos.kube.RotateAnswer.$Properties|null} [rotate] MemberAnswer rotate
             * @property {dxos.kube.MemberRefusal.$Properties|null} [refusal] MemberAnswer refusal
             * @property {"certificate"|"done"|"rotate"|"refusal"} [body] MemberAnswer body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MemberAnswer.
             * @memberof dxos.kube
             * @interface IMemberAnswer
             * @augments dxos.kube.MemberAnswer.$Properties
             * @deprecated Use dxos.kube.MemberAnswer.$Properties instead.
             */

            /**
             * Narrowed shape of a MemberAnswer.
             * @typedef {{
             *   certificate?: dxos.kube.CertificateAnswer.$Shape|null;
             *   done?: dxos.kube.MemberDone.$Shape|null;
             *   rotate?: dxos.kube.RotateAnswer.$Shape|null;
             *   refusal?: dxos.kube.MemberRefusal.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; certificate?: null; done?: null; rotate?: null; refusal?: null }|{ body?: "certificate"; certificate: dxos.kube.CertificateAnswer.$Shape; done?: null; rotate?: null; refusal?: null }|{ body?: "done"; certificate?: null; done: dxos.kube.MemberDone.$Shape; rotate?: null; refusal?: null }|{ body?: "rotate"; certificate?: null; done?: null; rotate: dxos.kube.RotateAnswer.$Shape; refusal?: null }|{ body?: "refusal"; certificate?: null; done?: null; rotate?: null; refusal: dxos.kube.MemberRefusal.$Shape })
             * )} dxos.kube.MemberAnswer.$Shape
             */

            /**
             * Constructs a new MemberAnswer.
             * @memberof dxos.kube
             * @classdesc Represents a MemberAnswer.
             * @constructor
             * @param {dxos.kube.MemberAnswer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MemberAnswer = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * MemberAnswer certificate.
             * @member {dxos.kube.CertificateAnswer.$Properties|null|undefined} certificate
             * @memberof dxos.kube.MemberAnswer
             * @instance
             */
            MemberAnswer.prototype.certificate = null;

            /**
             * MemberAnswer done.
             * @member {dxos.kube.MemberDone.$Properties|null|undefined} done
             * @memberof dxos.kube.MemberAnswer
             * @instance
             */
            MemberAnswer.prototype.done = null;

            /**
             * MemberAnswer rotate.
             * @member {dxos.kube.RotateAnswer.$Properties|null|undefined} rotate
             * @memberof dxos.kube.MemberAnswer
             * @instance
             */
            MemberAnswer.prototype.rotate = null;

            /**
             * MemberAnswer refusal.
             * @member {dxos.kube.MemberRefusal.$Properties|null|undefined} refusal
             * @memberof dxos.kube.MemberAnswer
             * @instance
             */
            MemberAnswer.prototype.refusal = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * MemberAnswer body.
             * @member {"certificate"|"done"|"rotate"|"refusal"|undefined} body
             * @memberof dxos.kube.MemberAnswer
             * @instance
             */
            $Object.defineProperty(MemberAnswer.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["certificate", "done", "rotate", "refusal"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified MemberAnswer message. Does not implicitly {@link dxos.kube.MemberAnswer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.MemberAnswer
             * @static
             * @param {dxos.kube.MemberAnswer.$Properties} m MemberAnswer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MemberAnswer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.certificate != null && $Object.hasOwnProperty.call(m, "certificate"))
                    $root.dxos.kube.CertificateAnswer.encode(m.certificate, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.done != null && $Object.hasOwnProperty.call(m, "done"))
                    $root.dxos.kube.MemberDone.encode(m.done, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.rotate != null && $Object.hasOwnProperty.call(m, "rotate"))
                    $root.dxos.kube.RotateAnswer.encode(m.rotate, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.refusal != null && $Object.hasOwnProperty.call(m, "refusal"))
                    $root.dxos.kube.MemberRefusal.encode(m.refusal, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a MemberAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.MemberAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.MemberAnswer & dxos.kube.MemberAnswer.$Shape} MemberAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MemberAnswer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.MemberAnswer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.certificate = $root.dxos.kube.CertificateAnswer.decode(r, r.size(), $undefined, q + 1, m.certificate);
                            m.body = "certificate";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.done = $root.dxos.kube.MemberDone.decode(r, r.size(), $undefined, q + 1, m.done);
                            m.body = "done";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.rotate = $root.dxos.kube.RotateAnswer.decode(r, r.size(), $undefined, q + 1, m.rotate);
                            m.body = "rotate";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.refusal = $root.dxos.kube.MemberRefusal.decode(r, r.size(), $undefined, q + 1, m.refusal);
                            m.body = "refusal";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return MemberAnswer;
        })();

        kube.Cut = (function() {

            /**
             * Properties of a Cut.
             * @typedef {Object} dxos.kube.Cut.$Properties
             * @property {string|null} [chain] Cut chain
             * @property {number|null} [sequence] Cut sequence
             * @property {Uint8Array|null} [id] Cut id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Cut.
             * @memberof dxos.kube
             * @interface ICut
             * @augments dxos.kube.Cut.$Properties
             * @deprecated Use dxos.kube.Cut.$Properties instead.
             */

            /**
             * Shape of a Cut.
             * @typedef {dxos.kube.Cut.$Properties} dxos.kube.Cut.$Shape
             */

            /**
             * Constructs a new Cut.
             * @memberof dxos.kube
             * @classdesc Represents a Cut.
             * @constructor
             * @param {dxos.kube.Cut.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Cut = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Cut chain.
             * @member {string} chain
             * @memberof dxos.kube.Cut
             * @instance
             */
            Cut.prototype.chain = "";

            /**
             * Cut sequence.
             * @member {number} sequence
             * @memberof dxos.kube.Cut
             * @instance
             */
            Cut.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Cut id.
             * @member {Uint8Array} id
             * @memberof dxos.kube.Cut
             * @instance
             */
            Cut.prototype.id = $util.newBuffer([]);

            /**
             * Encodes the specified Cut message. Does not implicitly {@link dxos.kube.Cut.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Cut
             * @static
             * @param {dxos.kube.Cut.$Properties} m Cut message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Cut.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.chain);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.sequence);
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.id);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Cut message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Cut
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Cut & dxos.kube.Cut.$Shape} Cut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Cut.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Cut();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Cut;
        })();

        kube.Revocation = (function() {

            /**
             * Properties of a Revocation.
             * @typedef {Object} dxos.kube.Revocation.$Properties
             * @property {string|null} [credential] Revocation credential
             * @property {string|null} [key] Revocation key
             * @property {Array.<dxos.kube.Cut.$Properties>|null} [cut] Revocation cut
             * @property {string|null} [reason] Revocation reason
             * @property {"credential"|"key"} [subject] Revocation subject
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Revocation.
             * @memberof dxos.kube
             * @interface IRevocation
             * @augments dxos.kube.Revocation.$Properties
             * @deprecated Use dxos.kube.Revocation.$Properties instead.
             */

            /**
             * Narrowed shape of a Revocation.
             * @typedef {{
             *   credential?: string|null;
             *   key?: string|null;
             *   cut?: Array.<dxos.kube.Cut.$Shape>|null;
             *   reason?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ subject?: undefined; credential?: null; key?: null }|{ subject?: "credential"; credential: string; key?: null }|{ subject?: "key"; credential?: null; key: string })
             * )} dxos.kube.Revocation.$Shape
             */

            /**
             * Constructs a new Revocation.
             * @memberof dxos.kube
             * @classdesc Represents a Revocation.
             * @constructor
             * @param {dxos.kube.Revocation.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Revocation = function (p) {
                this.cut = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Revocation credential.
             * @member {string|null|undefined} credential
             * @memberof dxos.kube.Revocation
             * @instance
             */
            Revocation.prototype.credential = null;

            /**
             * Revocation key.
             * @member {string|null|undefined} key
             * @memberof dxos.kube.Revocation
             * @instance
             */
            Revocation.prototype.key = null;

            /**
             * Revocation cut.
             * @member {Array.<dxos.kube.Cut.$Properties>} cut
             * @memberof dxos.kube.Revocation
             * @instance
             */
            Revocation.prototype.cut = $util.emptyArray;

            /**
             * Revocation reason.
             * @member {string} reason
             * @memberof dxos.kube.Revocation
             * @instance
             */
            Revocation.prototype.reason = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Revocation subject.
             * @member {"credential"|"key"|undefined} subject
             * @memberof dxos.kube.Revocation
             * @instance
             */
            $Object.defineProperty(Revocation.prototype, "subject", {
                get: $util.oneOfGetter($oneOfFields = ["credential", "key"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Revocation message. Does not implicitly {@link dxos.kube.Revocation.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Revocation
             * @static
             * @param {dxos.kube.Revocation.$Properties} m Revocation message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Revocation.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.credential != null && $Object.hasOwnProperty.call(m, "credential"))
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.credential);
                if (m.key != null && $Object.hasOwnProperty.call(m, "key"))
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.key);
                if (m.cut != null && m.cut.length) {
                    for (var i = 0; i < m.cut.length; ++i)
                        $root.dxos.kube.Cut.encode(m.cut[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.reason);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Revocation message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Revocation
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Revocation & dxos.kube.Revocation.$Shape} Revocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Revocation.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Revocation();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.credential = r.stringVerify();
                            m.subject = "credential";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.key = r.stringVerify();
                            m.subject = "key";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.cut && m.cut.length))
                                m.cut = [];
                            m.cut.push($root.dxos.kube.Cut.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Revocation;
        })();

        kube.LeaseRequest = (function() {

            /**
             * Properties of a LeaseRequest.
             * @typedef {Object} dxos.kube.LeaseRequest.$Properties
             * @property {number|null} [term] LeaseRequest term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LeaseRequest.
             * @memberof dxos.kube
             * @interface ILeaseRequest
             * @augments dxos.kube.LeaseRequest.$Properties
             * @deprecated Use dxos.kube.LeaseRequest.$Properties instead.
             */

            /**
             * Shape of a LeaseRequest.
             * @typedef {dxos.kube.LeaseRequest.$Properties} dxos.kube.LeaseRequest.$Shape
             */

            /**
             * Constructs a new LeaseRequest.
             * @memberof dxos.kube
             * @classdesc Represents a LeaseRequest.
             * @constructor
             * @param {dxos.kube.LeaseRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LeaseRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * LeaseRequest term.
             * @member {number} term
             * @memberof dxos.kube.LeaseRequest
             * @instance
             */
            LeaseRequest.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified LeaseRequest message. Does not implicitly {@link dxos.kube.LeaseRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.LeaseRequest
             * @static
             * @param {dxos.kube.LeaseRequest.$Properties} m LeaseRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LeaseRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.term);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a LeaseRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.LeaseRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.LeaseRequest & dxos.kube.LeaseRequest.$Shape} LeaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LeaseRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.LeaseRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return LeaseRequest;
        })();

        kube.LeaseGranted = (function() {

            /**
             * Properties of a LeaseGranted.
             * @typedef {Object} dxos.kube.LeaseGranted.$Properties
             * @property {dxos.kube.Dependency.$Properties|null} [last] LeaseGranted last
             * @property {boolean|null} [unsure] LeaseGranted unsure
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LeaseGranted.
             * @memberof dxos.kube
             * @interface ILeaseGranted
             * @augments dxos.kube.LeaseGranted.$Properties
             * @deprecated Use dxos.kube.LeaseGranted.$Properties instead.
             */

            /**
             * Shape of a LeaseGranted.
             * @typedef {dxos.kube.LeaseGranted.$Properties} dxos.kube.LeaseGranted.$Shape
             */

            /**
             * Constructs a new LeaseGranted.
             * @memberof dxos.kube
             * @classdesc Represents a LeaseGranted.
             * @constructor
             * @param {dxos.kube.LeaseGranted.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LeaseGranted = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * LeaseGranted last.
             * @member {dxos.kube.Dependency.$Properties|null|undefined} last
             * @memberof dxos.kube.LeaseGranted
             * @instance
             */
            LeaseGranted.prototype.last = null;

            /**
             * LeaseGranted unsure.
             * @member {boolean} unsure
             * @memberof dxos.kube.LeaseGranted
             * @instance
             */
            LeaseGranted.prototype.unsure = false;

            /**
             * Encodes the specified LeaseGranted message. Does not implicitly {@link dxos.kube.LeaseGranted.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.LeaseGranted
             * @static
             * @param {dxos.kube.LeaseGranted.$Properties} m LeaseGranted message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LeaseGranted.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.last != null && $Object.hasOwnProperty.call(m, "last"))
                    $root.dxos.kube.Dependency.encode(m.last, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.unsure != null && $Object.hasOwnProperty.call(m, "unsure") && m.unsure !== false)
                    w.uint32(/* id 2, wireType 0 =*/16).bool(m.unsure);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a LeaseGranted message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.LeaseGranted
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.LeaseGranted & dxos.kube.LeaseGranted.$Shape} LeaseGranted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LeaseGranted.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.LeaseGranted();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.last = $root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1, m.last);
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.unsure = v;
                            else
                                delete m.unsure;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return LeaseGranted;
        })();

        kube.ConfirmRequest = (function() {

            /**
             * Properties of a ConfirmRequest.
             * @typedef {Object} dxos.kube.ConfirmRequest.$Properties
             * @property {number|null} [term] ConfirmRequest term
             * @property {Uint8Array|null} [entry] ConfirmRequest entry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ConfirmRequest.
             * @memberof dxos.kube
             * @interface IConfirmRequest
             * @augments dxos.kube.ConfirmRequest.$Properties
             * @deprecated Use dxos.kube.ConfirmRequest.$Properties instead.
             */

            /**
             * Shape of a ConfirmRequest.
             * @typedef {dxos.kube.ConfirmRequest.$Properties} dxos.kube.ConfirmRequest.$Shape
             */

            /**
             * Constructs a new ConfirmRequest.
             * @memberof dxos.kube
             * @classdesc Represents a ConfirmRequest.
             * @constructor
             * @param {dxos.kube.ConfirmRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ConfirmRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ConfirmRequest term.
             * @member {number} term
             * @memberof dxos.kube.ConfirmRequest
             * @instance
             */
            ConfirmRequest.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ConfirmRequest entry.
             * @member {Uint8Array} entry
             * @memberof dxos.kube.ConfirmRequest
             * @instance
             */
            ConfirmRequest.prototype.entry = $util.newBuffer([]);

            /**
             * Encodes the specified ConfirmRequest message. Does not implicitly {@link dxos.kube.ConfirmRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.ConfirmRequest
             * @static
             * @param {dxos.kube.ConfirmRequest.$Properties} m ConfirmRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ConfirmRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.term);
                if (m.entry != null && $Object.hasOwnProperty.call(m, "entry") && m.entry.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.entry);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a ConfirmRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.ConfirmRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.ConfirmRequest & dxos.kube.ConfirmRequest.$Shape} ConfirmRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ConfirmRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.ConfirmRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.entry = v;
                            else
                                delete m.entry;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ConfirmRequest;
        })();

        kube.Confirmed = (function() {

            /**
             * Properties of a Confirmed.
             * @typedef {Object} dxos.kube.Confirmed.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Confirmed.
             * @memberof dxos.kube
             * @interface IConfirmed
             * @augments dxos.kube.Confirmed.$Properties
             * @deprecated Use dxos.kube.Confirmed.$Properties instead.
             */

            /**
             * Shape of a Confirmed.
             * @typedef {dxos.kube.Confirmed.$Properties} dxos.kube.Confirmed.$Shape
             */

            /**
             * Constructs a new Confirmed.
             * @memberof dxos.kube
             * @classdesc Represents a Confirmed.
             * @constructor
             * @param {dxos.kube.Confirmed.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Confirmed = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Encodes the specified Confirmed message. Does not implicitly {@link dxos.kube.Confirmed.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Confirmed
             * @static
             * @param {dxos.kube.Confirmed.$Properties} m Confirmed message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Confirmed.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Confirmed message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Confirmed
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Confirmed & dxos.kube.Confirmed.$Shape} Confirmed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Confirmed.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Confirmed();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Confirmed;
        })();

        kube.ReleaseRequest = (function() {

            /**
             * Properties of a ReleaseRequest.
             * @typedef {Object} dxos.kube.ReleaseRequest.$Properties
             * @property {number|null} [term] ReleaseRequest term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReleaseRequest.
             * @memberof dxos.kube
             * @interface IReleaseRequest
             * @augments dxos.kube.ReleaseRequest.$Properties
             * @deprecated Use dxos.kube.ReleaseRequest.$Properties instead.
             */

            /**
             * Shape of a ReleaseRequest.
             * @typedef {dxos.kube.ReleaseRequest.$Properties} dxos.kube.ReleaseRequest.$Shape
             */

            /**
             * Constructs a new ReleaseRequest.
             * @memberof dxos.kube
             * @classdesc Represents a ReleaseRequest.
             * @constructor
             * @param {dxos.kube.ReleaseRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReleaseRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ReleaseRequest term.
             * @member {number} term
             * @memberof dxos.kube.ReleaseRequest
             * @instance
             */
            ReleaseRequest.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified ReleaseRequest message. Does not implicitly {@link dxos.kube.ReleaseRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.ReleaseRequest
             * @static
             * @param {dxos.kube.ReleaseRequest.$Properties} m ReleaseRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReleaseRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.term);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a ReleaseRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.ReleaseRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.ReleaseRequest & dxos.kube.ReleaseRequest.$Shape} ReleaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReleaseRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.ReleaseRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReleaseRequest;
        })();

        kube.Released = (function() {

            /**
             * Properties of a Released.
             * @typedef {Object} dxos.kube.Released.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Released.
             * @memberof dxos.kube
             * @interface IReleased
             * @augments dxos.kube.Released.$Properties
             * @deprecated Use dxos.kube.Released.$Properties instead.
             */

            /**
             * Shape of a Released.
             * @typedef {dxos.kube.Released.$Properties} dxos.kube.Released.$Shape
             */

            /**
             * Constructs a new Released.
             * @memberof dxos.kube
             * @classdesc Represents a Released.
             * @constructor
             * @param {dxos.kube.Released.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Released = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Encodes the specified Released message. Does not implicitly {@link dxos.kube.Released.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Released
             * @static
             * @param {dxos.kube.Released.$Properties} m Released message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Released.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Released message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Released
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Released & dxos.kube.Released.$Shape} Released
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Released.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Released();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Released;
        })();

        kube.OrderRequest = (function() {

            /**
             * Properties of an OrderRequest.
             * @typedef {Object} dxos.kube.OrderRequest.$Properties
             * @property {Array.<dxos.kube.RefUpdate.$Properties>|null} [updates] OrderRequest updates
             * @property {dxos.kube.AccountSignature.$Properties|null} [account] OrderRequest account
             * @property {string|null} [message] OrderRequest message
             * @property {Uint8Array|null} [objects] OrderRequest objects
             * @property {boolean|null} [lookBack] OrderRequest lookBack
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OrderRequest.
             * @memberof dxos.kube
             * @interface IOrderRequest
             * @augments dxos.kube.OrderRequest.$Properties
             * @deprecated Use dxos.kube.OrderRequest.$Properties instead.
             */

            /**
             * Shape of an OrderRequest.
             * @typedef {dxos.kube.OrderRequest.$Properties} dxos.kube.OrderRequest.$Shape
             */

            /**
             * Constructs a new OrderRequest.
             * @memberof dxos.kube
             * @classdesc Represents an OrderRequest.
             * @constructor
             * @param {dxos.kube.OrderRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OrderRequest = function (p) {
                this.updates = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * OrderRequest updates.
             * @member {Array.<dxos.kube.RefUpdate.$Properties>} updates
             * @memberof dxos.kube.OrderRequest
             * @instance
             */
            OrderRequest.prototype.updates = $util.emptyArray;

            /**
             * OrderRequest account.
             * @member {dxos.kube.AccountSignature.$Properties|null|undefined} account
             * @memberof dxos.kube.OrderRequest
             * @instance
             */
            OrderRequest.prototype.account = null;

            /**
             * OrderRequest message.
             * @member {string} message
             * @memberof dxos.kube.OrderRequest
             * @instance
             */
            OrderRequest.prototype.message = "";

            /**
             * OrderRequest objects.
             * @member {Uint8Array} objects
             * @memberof dxos.kube.OrderRequest
             * @instance
             */
            OrderRequest.prototype.objects = $util.newBuffer([]);

            /**
             * OrderRequest lookBack.
             * @member {boolean} lookBack
             * @memberof dxos.kube.OrderRequest
             * @instance
             */
            OrderRequest.prototype.lookBack = false;

            /**
             * Encodes the specified OrderRequest message. Does not implicitly {@link dxos.kube.OrderRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.OrderRequest
             * @static
             * @param {dxos.kube.OrderRequest.$Properties} m OrderRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OrderRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.updates != null && m.updates.length) {
                    for (var i = 0; i < m.updates.length; ++i)
                        $root.dxos.kube.RefUpdate.encode(m.updates[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.account != null && $Object.hasOwnProperty.call(m, "account"))
                    $root.dxos.kube.AccountSignature.encode(m.account, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.message);
                if (m.objects != null && $Object.hasOwnProperty.call(m, "objects") && m.objects.length)
                    w.uint32(/* id 4, wireType 2 =*/34).bytes(m.objects);
                if (m.lookBack != null && $Object.hasOwnProperty.call(m, "lookBack") && m.lookBack !== false)
                    w.uint32(/* id 5, wireType 0 =*/40).bool(m.lookBack);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an OrderRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.OrderRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.OrderRequest & dxos.kube.OrderRequest.$Shape} OrderRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OrderRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.OrderRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.updates && m.updates.length))
                                m.updates = [];
                            m.updates.push($root.dxos.kube.RefUpdate.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.account = $root.dxos.kube.AccountSignature.decode(r, r.size(), $undefined, q + 1, m.account);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.message = v;
                            else
                                delete m.message;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.objects = v;
                            else
                                delete m.objects;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.lookBack = v;
                            else
                                delete m.lookBack;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return OrderRequest;
        })();

        kube.SettleRequest = (function() {

            /**
             * Properties of a SettleRequest.
             * @typedef {Object} dxos.kube.SettleRequest.$Properties
             * @property {Uint8Array|null} [entry] SettleRequest entry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SettleRequest.
             * @memberof dxos.kube
             * @interface ISettleRequest
             * @augments dxos.kube.SettleRequest.$Properties
             * @deprecated Use dxos.kube.SettleRequest.$Properties instead.
             */

            /**
             * Shape of a SettleRequest.
             * @typedef {dxos.kube.SettleRequest.$Properties} dxos.kube.SettleRequest.$Shape
             */

            /**
             * Constructs a new SettleRequest.
             * @memberof dxos.kube
             * @classdesc Represents a SettleRequest.
             * @constructor
             * @param {dxos.kube.SettleRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SettleRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * SettleRequest entry.
             * @member {Uint8Array} entry
             * @memberof dxos.kube.SettleRequest
             * @instance
             */
            SettleRequest.prototype.entry = $util.newBuffer([]);

            /**
             * Encodes the specified SettleRequest message. Does not implicitly {@link dxos.kube.SettleRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.SettleRequest
             * @static
             * @param {dxos.kube.SettleRequest.$Properties} m SettleRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SettleRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.entry != null && $Object.hasOwnProperty.call(m, "entry") && m.entry.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.entry);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a SettleRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.SettleRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.SettleRequest & dxos.kube.SettleRequest.$Shape} SettleRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SettleRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.SettleRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.entry = v;
                            else
                                delete m.entry;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SettleRequest;
        })();

        kube.Ordered = (function() {

            /**
             * Properties of an Ordered.
             * @typedef {Object} dxos.kube.Ordered.$Properties
             * @property {dxos.kube.Dependency.$Properties|null} [entry] Ordered entry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ordered.
             * @memberof dxos.kube
             * @interface IOrdered
             * @augments dxos.kube.Ordered.$Properties
             * @deprecated Use dxos.kube.Ordered.$Properties instead.
             */

            /**
             * Shape of an Ordered.
             * @typedef {dxos.kube.Ordered.$Properties} dxos.kube.Ordered.$Shape
             */

            /**
             * Constructs a new Ordered.
             * @memberof dxos.kube
             * @classdesc Represents an Ordered.
             * @constructor
             * @param {dxos.kube.Ordered.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ordered = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Ordered entry.
             * @member {dxos.kube.Dependency.$Properties|null|undefined} entry
             * @memberof dxos.kube.Ordered
             * @instance
             */
            Ordered.prototype.entry = null;

            /**
             * Encodes the specified Ordered message. Does not implicitly {@link dxos.kube.Ordered.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Ordered
             * @static
             * @param {dxos.kube.Ordered.$Properties} m Ordered message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ordered.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.entry != null && $Object.hasOwnProperty.call(m, "entry"))
                    $root.dxos.kube.Dependency.encode(m.entry, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Ordered message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Ordered
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Ordered & dxos.kube.Ordered.$Shape} Ordered
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ordered.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Ordered();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.entry = $root.dxos.kube.Dependency.decode(r, r.size(), $undefined, q + 1, m.entry);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Ordered;
        })();

        kube.SequencerRefusal = (function() {

            /**
             * Properties of a SequencerRefusal.
             * @typedef {Object} dxos.kube.SequencerRefusal.$Properties
             * @property {string|null} [code] SequencerRefusal code
             * @property {string|null} [message] SequencerRefusal message
             * @property {string|null} [reason] SequencerRefusal reason
             * @property {Array.<string>|null} [next] SequencerRefusal next
             * @property {number|null} [term] SequencerRefusal term
             * @property {string|null} [holder] SequencerRefusal holder
             * @property {number|null} [remainingMs] SequencerRefusal remainingMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SequencerRefusal.
             * @memberof dxos.kube
             * @interface ISequencerRefusal
             * @augments dxos.kube.SequencerRefusal.$Properties
             * @deprecated Use dxos.kube.SequencerRefusal.$Properties instead.
             */

            /**
             * Shape of a SequencerRefusal.
             * @typedef {dxos.kube.SequencerRefusal.$Properties} dxos.kube.SequencerRefusal.$Shape
             */

            /**
             * Constructs a new SequencerRefusal.
             * @memberof dxos.kube
             * @classdesc Represents a SequencerRefusal.
             * @constructor
             * @param {dxos.kube.SequencerRefusal.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SequencerRefusal = function (p) {
                this.next = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * SequencerRefusal code.
             * @member {string} code
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.code = "";

            /**
             * SequencerRefusal message.
             * @member {string} message
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.message = "";

            /**
             * SequencerRefusal reason.
             * @member {string} reason
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.reason = "";

            /**
             * SequencerRefusal next.
             * @member {Array.<string>} next
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.next = $util.emptyArray;

            /**
             * SequencerRefusal term.
             * @member {number} term
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SequencerRefusal holder.
             * @member {string} holder
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.holder = "";

            /**
             * SequencerRefusal remainingMs.
             * @member {number} remainingMs
             * @memberof dxos.kube.SequencerRefusal
             * @instance
             */
            SequencerRefusal.prototype.remainingMs = 0;

            /**
             * Encodes the specified SequencerRefusal message. Does not implicitly {@link dxos.kube.SequencerRefusal.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.SequencerRefusal
             * @static
             * @param {dxos.kube.SequencerRefusal.$Properties} m SequencerRefusal message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SequencerRefusal.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.code);
                if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.message);
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.reason);
                if (m.next != null && m.next.length) {
                    for (var i = 0; i < m.next.length; ++i)
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.next[i]);
                }
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 5, wireType 0 =*/40).uint64(m.term);
                if (m.holder != null && $Object.hasOwnProperty.call(m, "holder") && m.holder !== "")
                    w.uint32(/* id 6, wireType 2 =*/50).string(m.holder);
                if (m.remainingMs != null && $Object.hasOwnProperty.call(m, "remainingMs") && m.remainingMs !== 0)
                    w.uint32(/* id 7, wireType 0 =*/56).uint32(m.remainingMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a SequencerRefusal message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.SequencerRefusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerRefusal & dxos.kube.SequencerRefusal.$Shape} SequencerRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SequencerRefusal.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.SequencerRefusal();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.message = v;
                            else
                                delete m.message;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.next && m.next.length))
                                m.next = [];
                            m.next.push(r.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.holder = v;
                            else
                                delete m.holder;
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.remainingMs = v;
                            else
                                delete m.remainingMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SequencerRefusal;
        })();

        kube.FenceRequest = (function() {

            /**
             * Properties of a FenceRequest.
             * @typedef {Object} dxos.kube.FenceRequest.$Properties
             * @property {number|null} [term] FenceRequest term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FenceRequest.
             * @memberof dxos.kube
             * @interface IFenceRequest
             * @augments dxos.kube.FenceRequest.$Properties
             * @deprecated Use dxos.kube.FenceRequest.$Properties instead.
             */

            /**
             * Shape of a FenceRequest.
             * @typedef {dxos.kube.FenceRequest.$Properties} dxos.kube.FenceRequest.$Shape
             */

            /**
             * Constructs a new FenceRequest.
             * @memberof dxos.kube
             * @classdesc Represents a FenceRequest.
             * @constructor
             * @param {dxos.kube.FenceRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FenceRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * FenceRequest term.
             * @member {number} term
             * @memberof dxos.kube.FenceRequest
             * @instance
             */
            FenceRequest.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified FenceRequest message. Does not implicitly {@link dxos.kube.FenceRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.FenceRequest
             * @static
             * @param {dxos.kube.FenceRequest.$Properties} m FenceRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FenceRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.term != null && $Object.hasOwnProperty.call(m, "term") && (typeof m.term === "object" ? m.term.low || m.term.high : m.term !== 0))
                    w.uint32(/* id 1, wireType 0 =*/8).uint64(m.term);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a FenceRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.FenceRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.FenceRequest & dxos.kube.FenceRequest.$Shape} FenceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FenceRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.FenceRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.term = v;
                            else
                                delete m.term;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FenceRequest;
        })();

        kube.SequencerRequest = (function() {

            /**
             * Properties of a SequencerRequest.
             * @typedef {Object} dxos.kube.SequencerRequest.$Properties
             * @property {dxos.kube.LeaseRequest.$Properties|null} [lease] SequencerRequest lease
             * @property {dxos.kube.ConfirmRequest.$Properties|null} [confirm] SequencerRequest confirm
             * @property {dxos.kube.ReleaseRequest.$Properties|null} [release] SequencerRequest release
             * @property {dxos.kube.OrderRequest.$Properties|null} [order] SequencerRequest order
             * @property {dxos.kube.SettleRequest.$Properties|null} [settle] SequencerRequest settle
             * @property {dxos.kube.FenceRequest.$Properties|null} [fence] SequencerRequest fence
             * @property {"lease"|"confirm"|"release"|"order"|"settle"|"fence"} [body] SequencerRequest body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SequencerRequest.
             * @memberof dxos.kube
             * @interface ISequencerRequest
             * @augments dxos.kube.SequencerRequest.$Properties
             * @deprecated Use dxos.kube.SequencerRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a SequencerRequest.
             * @typedef {{
             *   lease?: dxos.kube.LeaseRequest.$Shape|null;
             *   confirm?: dxos.kube.ConfirmRequest.$Shape|null;
             *   release?: dxos.kube.ReleaseRequest.$Shape|null;
             *   order?: dxos.kube.OrderRequest.$Shape|null;
             *   settle?: dxos.kube.SettleRequest.$Shape|null;
             *   fence?: dxos.kube.FenceRequest.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; lease?: null; confirm?: null; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "lease"; lease: dxos.kube.LeaseRequest.$Shape; confirm?: null; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "confirm"; lease?: null; confirm: dxos.kube.ConfirmRequest.$Shape; release?: null; order?: null; settle?: null; fence?: null }|{ body?: "release"; lease?: null; confirm?: null; release: dxos.kube.ReleaseRequest.$Shape; order?: null; settle?: null; fence?: null }|{ body?: "order"; lease?: null; confirm?: null; release?: null; order: dxos.kube.OrderRequest.$Shape; settle?: null; fence?: null }|{ body?: "settle"; lease?: null; confirm?: null; release?: null; order?: null; settle: dxos.kube.SettleRequest.$Shape; fence?: null }|{ body?: "fence"; lease?: null; confirm?: null; release?: null; order?: null; settle?: null; fence: dxos.kube.FenceRequest.$Shape })
             * )} dxos.kube.SequencerRequest.$Shape
             */

            /**
             * Constructs a new SequencerRequest.
             * @memberof dxos.kube
             * @classdesc Represents a SequencerRequest.
             * @constructor
             * @param {dxos.kube.SequencerRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SequencerRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * SequencerRequest lease.
             * @member {dxos.kube.LeaseRequest.$Properties|null|undefined} lease
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.lease = null;

            /**
             * SequencerRequest confirm.
             * @member {dxos.kube.ConfirmRequest.$Properties|null|undefined} confirm
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.confirm = null;

            /**
             * SequencerRequest release.
             * @member {dxos.kube.ReleaseRequest.$Properties|null|undefined} release
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.release = null;

            /**
             * SequencerRequest order.
             * @member {dxos.kube.OrderRequest.$Properties|null|undefined} order
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.order = null;

            /**
             * SequencerRequest settle.
             * @member {dxos.kube.SettleRequest.$Properties|null|undefined} settle
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.settle = null;

            /**
             * SequencerRequest fence.
             * @member {dxos.kube.FenceRequest.$Properties|null|undefined} fence
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            SequencerRequest.prototype.fence = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SequencerRequest body.
             * @member {"lease"|"confirm"|"release"|"order"|"settle"|"fence"|undefined} body
             * @memberof dxos.kube.SequencerRequest
             * @instance
             */
            $Object.defineProperty(SequencerRequest.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["lease", "confirm", "release", "order", "settle", "fence"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified SequencerRequest message. Does not implicitly {@link dxos.kube.SequencerRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.SequencerRequest
             * @static
             * @param {dxos.kube.SequencerRequest.$Properties} m SequencerRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SequencerRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.lease != null && $Object.hasOwnProperty.call(m, "lease"))
                    $root.dxos.kube.LeaseRequest.encode(m.lease, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.confirm != null && $Object.hasOwnProperty.call(m, "confirm"))
                    $root.dxos.kube.ConfirmRequest.encode(m.confirm, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.release != null && $Object.hasOwnProperty.call(m, "release"))
                    $root.dxos.kube.ReleaseRequest.encode(m.release, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.order != null && $Object.hasOwnProperty.call(m, "order"))
                    $root.dxos.kube.OrderRequest.encode(m.order, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.settle != null && $Object.hasOwnProperty.call(m, "settle"))
                    $root.dxos.kube.SettleRequest.encode(m.settle, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.fence != null && $Object.hasOwnProperty.call(m, "fence"))
                    $root.dxos.kube.FenceRequest.encode(m.fence, w.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a SequencerRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.SequencerRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerRequest & dxos.kube.SequencerRequest.$Shape} SequencerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SequencerRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.SequencerRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.lease = $root.dxos.kube.LeaseRequest.decode(r, r.size(), $undefined, q + 1, m.lease);
                            m.body = "lease";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.confirm = $root.dxos.kube.ConfirmRequest.decode(r, r.size(), $undefined, q + 1, m.confirm);
                            m.body = "confirm";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.release = $root.dxos.kube.ReleaseRequest.decode(r, r.size(), $undefined, q + 1, m.release);
                            m.body = "release";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.order = $root.dxos.kube.OrderRequest.decode(r, r.size(), $undefined, q + 1, m.order);
                            m.body = "order";
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.settle = $root.dxos.kube.SettleRequest.decode(r, r.size(), $undefined, q + 1, m.settle);
                            m.body = "settle";
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.fence = $root.dxos.kube.FenceRequest.decode(r, r.size(), $undefined, q + 1, m.fence);
                            m.body = "fence";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SequencerRequest;
        })();

        kube.SequencerAnswer = (function() {

            /**
             * Properties of a SequencerAnswer.
             * @typedef {Object} dxos.kube.SequencerAnswer.$Properties
             * @property {dxos.kube.LeaseGranted.$Properties|null} [granted] SequencerAnswer granted
             * @property {dxos.kube.Confirmed.$Properties|null} [confirmed] SequencerAnswer confirmed
             * @property {dxos.kube.Released.$Properties|null} [released] SequencerAnswer released
             * @property {dxos.kube.Ordered.$Properties|null} [ordered] SequencerAnswer ordered
             * @property {dxos.kube.SequencerRefusal.$Properties|null} [refusal] SequencerAnswer refusal
             * @property {"granted"|"confirmed"|"released"|"ordered"|"refusal"} [body] SequencerAnswer body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SequencerAnswer.
             * @memberof dxos.kube
             * @interface ISequencerAnswer
             * @augments dxos.kube.SequencerAnswer.$Properties
             * @deprecated Use dxos.kube.SequencerAnswer.$Properties instead.
             */

            /**
             * Narrowed shape of a SequencerAnswer.
             * @typedef {{
             *   granted?: dxos.kube.LeaseGranted.$Shape|null;
             *   confirmed?: dxos.kube.Confirmed.$Shape|null;
             *   released?: dxos.kube.Released.$Shape|null;
             *   ordered?: dxos.kube.Ordered.$Shape|null;
             *   refusal?: dxos.kube.SequencerRefusal.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; granted?: null; confirmed?: null; released?: null; ordered?: null; refusal?: null }|{ body?: "granted"; granted: dxos.kube.LeaseGranted.$Shape; confirmed?: null; released?: null; ordered?: null; refusal?: null }|{ body?: "confirmed"; granted?: null; confirmed: dxos.kube.Confirmed.$Shape; released?: null; ordered?: null; refusal?: null }|{ body?: "released"; granted?: null; confirmed?: null; released: dxos.kube.Released.$Shape; ordered?: null; refusal?: null }|{ body?: "ordered"; granted?: null; confirmed?: null; released?: null; ordered: dxos.kube.Ordered.$Shape; refusal?: null }|{ body?: "refusal"; granted?: null; confirmed?: null; released?: null; ordered?: null; refusal: dxos.kube.SequencerRefusal.$Shape })
             * )} dxos.kube.SequencerAnswer.$Shape
             */

            /**
             * Constructs a new SequencerAnswer.
             * @memberof dxos.kube
             * @classdesc Represents a SequencerAnswer.
             * @constructor
             * @param {dxos.kube.SequencerAnswer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SequencerAnswer = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * SequencerAnswer granted.
             * @member {dxos.kube.LeaseGranted.$Properties|null|undefined} granted
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            SequencerAnswer.prototype.granted = null;

            /**
             * SequencerAnswer confirmed.
             * @member {dxos.kube.Confirmed.$Properties|null|undefined} confirmed
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            SequencerAnswer.prototype.confirmed = null;

            /**
             * SequencerAnswer released.
             * @member {dxos.kube.Released.$Properties|null|undefined} released
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            SequencerAnswer.prototype.released = null;

            /**
             * SequencerAnswer ordered.
             * @member {dxos.kube.Ordered.$Properties|null|undefined} ordered
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            SequencerAnswer.prototype.ordered = null;

            /**
             * SequencerAnswer refusal.
             * @member {dxos.kube.SequencerRefusal.$Properties|null|undefined} refusal
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            SequencerAnswer.prototype.refusal = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SequencerAnswer body.
             * @member {"granted"|"confirmed"|"released"|"ordered"|"refusal"|undefined} body
             * @memberof dxos.kube.SequencerAnswer
             * @instance
             */
            $Object.defineProperty(SequencerAnswer.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["granted", "confirmed", "released", "ordered", "refusal"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified SequencerAnswer message. Does not implicitly {@link dxos.kube.SequencerAnswer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.SequencerAnswer
             * @static
             * @param {dxos.kube.SequencerAnswer.$Properties} m SequencerAnswer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SequencerAnswer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.granted != null && $Object.hasOwnProperty.call(m, "granted"))
                    $root.dxos.kube.LeaseGranted.encode(m.granted, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.confirmed != null && $Object.hasOwnProperty.call(m, "confirmed"))
                    $root.dxos.kube.Confirmed.encode(m.confirmed, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.released != null && $Object.hasOwnProperty.call(m, "released"))
                    $root.dxos.kube.Released.encode(m.released, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.ordered != null && $Object.hasOwnProperty.call(m, "ordered"))
                    $root.dxos.kube.Ordered.encode(m.ordered, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.refusal != null && $Object.hasOwnProperty.call(m, "refusal"))
                    $root.dxos.kube.SequencerRefusal.encode(m.refusal, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a SequencerAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.SequencerAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.SequencerAnswer & dxos.kube.SequencerAnswer.$Shape} SequencerAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SequencerAnswer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.SequencerAnswer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.granted = $root.dxos.kube.LeaseGranted.decode(r, r.size(), $undefined, q + 1, m.granted);
                            m.body = "granted";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.confirmed = $root.dxos.kube.Confirmed.decode(r, r.size(), $undefined, q + 1, m.confirmed);
                            m.body = "confirmed";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.released = $root.dxos.kube.Released.decode(r, r.size(), $undefined, q + 1, m.released);
                            m.body = "released";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.ordered = $root.dxos.kube.Ordered.decode(r, r.size(), $undefined, q + 1, m.ordered);
                            m.body = "ordered";
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.refusal = $root.dxos.kube.SequencerRefusal.decode(r, r.size(), $undefined, q + 1, m.refusal);
                            m.body = "refusal";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SequencerAnswer;
        })();

        kube.Head = (function() {

            /**
             * Properties of a Head.
             * @typedef {Object} dxos.kube.Head.$Properties
             * @property {string|null} [chain] Head chain
             * @property {number|null} [sequence] Head sequence
             * @property {Uint8Array|null} [id] Head id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Head.
             * @memberof dxos.kube
             * @interface IHead
             * @augments dxos.kube.Head.$Properties
             * @deprecated Use dxos.kube.Head.$Properties instead.
             */

            /**
             * Shape of a Head.
             * @typedef {dxos.kube.Head.$Properties} dxos.kube.Head.$Shape
             */

            /**
             * Constructs a new Head.
             * @memberof dxos.kube
             * @classdesc Represents a Head.
             * @constructor
             * @param {dxos.kube.Head.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Head = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Head chain.
             * @member {string} chain
             * @memberof dxos.kube.Head
             * @instance
             */
            Head.prototype.chain = "";

            /**
             * Head sequence.
             * @member {number} sequence
             * @memberof dxos.kube.Head
             * @instance
             */
            Head.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Head id.
             * @member {Uint8Array} id
             * @memberof dxos.kube.Head
             * @instance
             */
            Head.prototype.id = $util.newBuffer([]);

            /**
             * Encodes the specified Head message. Does not implicitly {@link dxos.kube.Head.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Head
             * @static
             * @param {dxos.kube.Head.$Properties} m Head message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Head.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.chain);
                if (m.sequence != null && $Object.hasOwnProperty.call(m, "sequence") && (typeof m.sequence === "object" ? m.sequence.low || m.sequence.high : m.sequence !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.sequence);
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.id);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Head message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Head
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Head & dxos.kube.Head.$Shape} Head
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Head.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Head();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.sequence = v;
                            else
                                delete m.sequence;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Head;
        })();

        kube.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} dxos.kube.Hello.$Properties
             * @property {Uint8Array|null} [subnet] Hello subnet
             * @property {number|null} [rules] Hello rules
             * @property {string|null} [name] Hello name
             * @property {string|null} [version] Hello version
             * @property {Array.<string>|null} [credentials] Hello credentials
             * @property {number|null} [clockMs] Hello clockMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof dxos.kube
             * @interface IHello
             * @augments dxos.kube.Hello.$Properties
             * @deprecated Use dxos.kube.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {dxos.kube.Hello.$Properties} dxos.kube.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof dxos.kube
             * @classdesc Represents a Hello.
             * @constructor
             * @param {dxos.kube.Hello.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (p) {
                this.credentials = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Hello subnet.
             * @member {Uint8Array} subnet
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.subnet = $util.newBuffer([]);

            /**
             * Hello rules.
             * @member {number} rules
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.rules = 0;

            /**
             * Hello name.
             * @member {string} name
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.name = "";

            /**
             * Hello version.
             * @member {string} version
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.version = "";

            /**
             * Hello credentials.
             * @member {Array.<string>} credentials
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.credentials = $util.emptyArray;

            /**
             * Hello clockMs.
             * @member {number} clockMs
             * @memberof dxos.kube.Hello
             * @instance
             */
            Hello.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link dxos.kube.Hello.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Hello
             * @static
             * @param {dxos.kube.Hello.$Properties} m Hello message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.subnet != null && $Object.hasOwnProperty.call(m, "subnet") && m.subnet.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.subnet);
                if (m.rules != null && $Object.hasOwnProperty.call(m, "rules") && m.rules !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).uint32(m.rules);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.name);
                if (m.version != null && $Object.hasOwnProperty.call(m, "version") && m.version !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.version);
                if (m.credentials != null && m.credentials.length) {
                    for (var i = 0; i < m.credentials.length; ++i)
                        w.uint32(/* id 5, wireType 2 =*/42).string(m.credentials[i]);
                }
                if (m.clockMs != null && $Object.hasOwnProperty.call(m, "clockMs") && (typeof m.clockMs === "object" ? m.clockMs.low || m.clockMs.high : m.clockMs !== 0))
                    w.uint32(/* id 6, wireType 0 =*/48).uint64(m.clockMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Hello & dxos.kube.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Hello();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.subnet = v;
                            else
                                delete m.subnet;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.rules = v;
                            else
                                delete m.rules;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.version = v;
                            else
                                delete m.version;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if (!(m.credentials && m.credentials.length))
                                m.credentials = [];
                            m.credentials.push(r.stringVerify());
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.clockMs = v;
                            else
                                delete m.clockMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Hello;
        })();

        kube.CheckpointOffer = (function() {

            /**
             * Properties of a CheckpointOffer.
             * @typedef {Object} dxos.kube.CheckpointOffer.$Properties
             * @property {Uint8Array|null} [sha256] CheckpointOffer sha256
             * @property {number|null} [position] CheckpointOffer position
             * @property {number|null} [signers] CheckpointOffer signers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckpointOffer.
             * @memberof dxos.kube
             * @interface ICheckpointOffer
             * @augments dxos.kube.CheckpointOffer.$Properties
             * @deprecated Use dxos.kube.CheckpointOffer.$Properties instead.
             */

            /**
             * Shape of a CheckpointOffer.
             * @typedef {dxos.kube.CheckpointOffer.$Properties} dxos.kube.CheckpointOffer.$Shape
             */

            /**
             * Constructs a new CheckpointOffer.
             * @memberof dxos.kube
             * @classdesc Represents a CheckpointOffer.
             * @constructor
             * @param {dxos.kube.CheckpointOffer.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckpointOffer = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * CheckpointOffer sha256.
             * @member {Uint8Array} sha256
             * @memberof dxos.kube.CheckpointOffer
             * @instance
             */
            CheckpointOffer.prototype.sha256 = $util.newBuffer([]);

            /**
             * CheckpointOffer position.
             * @member {number} position
             * @memberof dxos.kube.CheckpointOffer
             * @instance
             */
            CheckpointOffer.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CheckpointOffer signers.
             * @member {number} signers
             * @memberof dxos.kube.CheckpointOffer
             * @instance
             */
            CheckpointOffer.prototype.signers = 0;

            /**
             * Encodes the specified CheckpointOffer message. Does not implicitly {@link dxos.kube.CheckpointOffer.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.CheckpointOffer
             * @static
             * @param {dxos.kube.CheckpointOffer.$Properties} m CheckpointOffer message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckpointOffer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.sha256);
                if (m.position != null && $Object.hasOwnProperty.call(m, "position") && (typeof m.position === "object" ? m.position.low || m.position.high : m.position !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.position);
                if (m.signers != null && $Object.hasOwnProperty.call(m, "signers") && m.signers !== 0)
                    w.uint32(/* id 3, wireType 0 =*/24).uint32(m.signers);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a CheckpointOffer message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.CheckpointOffer
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.CheckpointOffer & dxos.kube.CheckpointOffer.$Shape} CheckpointOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckpointOffer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.CheckpointOffer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.position = v;
                            else
                                delete m.position;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.signers = v;
                            else
                                delete m.signers;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return CheckpointOffer;
        })();

        kube.Heads = (function() {

            /**
             * Properties of a Heads.
             * @typedef {Object} dxos.kube.Heads.$Properties
             * @property {Array.<dxos.kube.Head.$Properties>|null} [heads] Heads heads
             * @property {Uint8Array|null} [digest] Heads digest
             * @property {boolean|null} [reply] Heads reply
             * @property {dxos.kube.CheckpointOffer.$Properties|null} [checkpoint] Heads checkpoint
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Heads.
             * @memberof dxos.kube
             * @interface IHeads
             * @augments dxos.kube.Heads.$Properties
             * @deprecated Use dxos.kube.Heads.$Properties instead.
             */

            /**
             * Shape of a Heads.
             * @typedef {dxos.kube.Heads.$Properties} dxos.kube.Heads.$Shape
             */

            /**
             * Constructs a new Heads.
             * @memberof dxos.kube
             * @classdesc Represents a Heads.
             * @constructor
             * @param {dxos.kube.Heads.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Heads = function (p) {
                this.heads = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Heads heads.
             * @member {Array.<dxos.kube.Head.$Properties>} heads
             * @memberof dxos.kube.Heads
             * @instance
             */
            Heads.prototype.heads = $util.emptyArray;

            /**
             * Heads digest.
             * @member {Uint8Array} digest
             * @memberof dxos.kube.Heads
             * @instance
             */
            Heads.prototype.digest = $util.newBuffer([]);

            /**
             * Heads reply.
             * @member {boolean} reply
             * @memberof dxos.kube.Heads
             * @instance
             */
            Heads.prototype.reply = false;

            /**
             * Heads checkpoint.
             * @member {dxos.kube.CheckpointOffer.$Properties|null|undefined} checkpoint
             * @memberof dxos.kube.Heads
             * @instance
             */
            Heads.prototype.checkpoint = null;

            /**
             * Encodes the specified Heads message. Does not implicitly {@link dxos.kube.Heads.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Heads
             * @static
             * @param {dxos.kube.Heads.$Properties} m Heads message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Heads.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.heads != null && m.heads.length) {
                    for (var i = 0; i < m.heads.length; ++i)
                        $root.dxos.kube.Head.encode(m.heads[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.digest != null && $Object.hasOwnProperty.call(m, "digest") && m.digest.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.digest);
                if (m.reply != null && $Object.hasOwnProperty.call(m, "reply") && m.reply !== false)
                    w.uint32(/* id 3, wireType 0 =*/24).bool(m.reply);
                if (m.checkpoint != null && $Object.hasOwnProperty.call(m, "checkpoint"))
                    $root.dxos.kube.CheckpointOffer.encode(m.checkpoint, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Heads message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Heads
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Heads & dxos.kube.Heads.$Shape} Heads
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Heads.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Heads();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.heads && m.heads.length))
                                m.heads = [];
                            m.heads.push($root.dxos.kube.Head.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.digest = v;
                            else
                                delete m.digest;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.reply = v;
                            else
                                delete m.reply;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.checkpoint = $root.dxos.kube.CheckpointOffer.decode(r, r.size(), $undefined, q + 1, m.checkpoint);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Heads;
        })();

        kube.Probe = (function() {

            /**
             * Properties of a Probe.
             * @typedef {Object} dxos.kube.Probe.$Properties
             * @property {Uint8Array|null} [digest] Probe digest
             * @property {Uint8Array|null} [headsDigest] Probe headsDigest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Probe.
             * @memberof dxos.kube
             * @interface IProbe
             * @augments dxos.kube.Probe.$Properties
             * @deprecated Use dxos.kube.Probe.$Properties instead.
             */

            /**
             * Shape of a Probe.
             * @typedef {dxos.kube.Probe.$Properties} dxos.kube.Probe.$Shape
             */

            /**
             * Constructs a new Probe.
             * @memberof dxos.kube
             * @classdesc Represents a Probe.
             * @constructor
             * @param {dxos.kube.Probe.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Probe = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Probe digest.
             * @member {Uint8Array} digest
             * @memberof dxos.kube.Probe
             * @instance
             */
            Probe.prototype.digest = $util.newBuffer([]);

            /**
             * Probe headsDigest.
             * @member {Uint8Array} headsDigest
             * @memberof dxos.kube.Probe
             * @instance
             */
            Probe.prototype.headsDigest = $util.newBuffer([]);

            /**
             * Encodes the specified Probe message. Does not implicitly {@link dxos.kube.Probe.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Probe
             * @static
             * @param {dxos.kube.Probe.$Properties} m Probe message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Probe.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.digest != null && $Object.hasOwnProperty.call(m, "digest") && m.digest.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.digest);
                if (m.headsDigest != null && $Object.hasOwnProperty.call(m, "headsDigest") && m.headsDigest.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.headsDigest);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Probe
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Probe & dxos.kube.Probe.$Shape} Probe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Probe.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Probe();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.digest = v;
                            else
                                delete m.digest;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.headsDigest = v;
                            else
                                delete m.headsDigest;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Probe;
        })();

        kube.Want = (function() {

            /**
             * Properties of a Want.
             * @typedef {Object} dxos.kube.Want.$Properties
             * @property {string|null} [chain] Want chain
             * @property {number|null} [after] Want after
             * @property {Uint8Array|null} [head] Want head
             * @property {number|null} [limit] Want limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Want.
             * @memberof dxos.kube
             * @interface IWant
             * @augments dxos.kube.Want.$Properties
             * @deprecated Use dxos.kube.Want.$Properties instead.
             */

            /**
             * Shape of a Want.
             * @typedef {dxos.kube.Want.$Properties} dxos.kube.Want.$Shape
             */

            /**
             * Constructs a new Want.
             * @memberof dxos.kube
             * @classdesc Represents a Want.
             * @constructor
             * @param {dxos.kube.Want.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Want = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Want chain.
             * @member {string} chain
             * @memberof dxos.kube.Want
             * @instance
             */
            Want.prototype.chain = "";

            /**
             * Want after.
             * @member {number} after
             * @memberof dxos.kube.Want
             * @instance
             */
            Want.prototype.after = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Want head.
             * @member {Uint8Array} head
             * @memberof dxos.kube.Want
             * @instance
             */
            Want.prototype.head = $util.newBuffer([]);

            /**
             * Want limit.
             * @member {number} limit
             * @memberof dxos.kube.Want
             * @instance
             */
            Want.prototype.limit = 0;

            /**
             * Encodes the specified Want message. Does not implicitly {@link dxos.kube.Want.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Want
             * @static
             * @param {dxos.kube.Want.$Properties} m Want message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Want.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.chain);
                if (m.after != null && $Object.hasOwnProperty.call(m, "after") && (typeof m.after === "object" ? m.after.low || m.after.high : m.after !== 0))
                    w.uint32(/* id 2, wireType 0 =*/16).uint64(m.after);
                if (m.head != null && $Object.hasOwnProperty.call(m, "head") && m.head.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.head);
                if (m.limit != null && $Object.hasOwnProperty.call(m, "limit") && m.limit !== 0)
                    w.uint32(/* id 4, wireType 0 =*/32).uint32(m.limit);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Want message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Want
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Want & dxos.kube.Want.$Shape} Want
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Want.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Want();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.after = v;
                            else
                                delete m.after;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.head = v;
                            else
                                delete m.head;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.limit = v;
                            else
                                delete m.limit;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Want;
        })();

        kube.EntryBytes = (function() {

            /**
             * Properties of an EntryBytes.
             * @typedef {Object} dxos.kube.EntryBytes.$Properties
             * @property {Uint8Array|null} [commit] EntryBytes commit
             * @property {Uint8Array|null} [changeset] EntryBytes changeset
             * @property {Uint8Array|null} [objects] EntryBytes objects
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EntryBytes.
             * @memberof dxos.kube
             * @interface IEntryBytes
             * @augments dxos.kube.EntryBytes.$Properties
             * @deprecated Use dxos.kube.EntryBytes.$Properties instead.
             */

            /**
             * Shape of an EntryBytes.
             * @typedef {dxos.kube.EntryBytes.$Properties} dxos.kube.EntryBytes.$Shape
             */

            /**
             * Constructs a new EntryBytes.
             * @memberof dxos.kube
             * @classdesc Represents an EntryBytes.
             * @constructor
             * @param {dxos.kube.EntryBytes.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EntryBytes = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * EntryBytes commit.
             * @member {Uint8Array} commit
             * @memberof dxos.kube.EntryBytes
             * @instance
             */
            EntryBytes.prototype.commit = $util.newBuffer([]);

            /**
             * EntryBytes changeset.
             * @member {Uint8Array} changeset
             * @memberof dxos.kube.EntryBytes
             * @instance
             */
            EntryBytes.prototype.changeset = $util.newBuffer([]);

            /**
             * EntryBytes objects.
             * @member {Uint8Array} objects
             * @memberof dxos.kube.EntryBytes
             * @instance
             */
            EntryBytes.prototype.objects = $util.newBuffer([]);

            /**
             * Encodes the specified EntryBytes message. Does not implicitly {@link dxos.kube.EntryBytes.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.EntryBytes
             * @static
             * @param {dxos.kube.EntryBytes.$Properties} m EntryBytes message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EntryBytes.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.commit != null && $Object.hasOwnProperty.call(m, "commit") && m.commit.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.commit);
                if (m.changeset != null && $Object.hasOwnProperty.call(m, "changeset") && m.changeset.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.changeset);
                if (m.objects != null && $Object.hasOwnProperty.call(m, "objects") && m.objects.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.objects);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an EntryBytes message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.EntryBytes
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.EntryBytes & dxos.kube.EntryBytes.$Shape} EntryBytes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EntryBytes.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.EntryBytes();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.commit = v;
                            else
                                delete m.commit;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.changeset = v;
                            else
                                delete m.changeset;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.objects = v;
                            else
                                delete m.objects;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EntryBytes;
        })();

        kube.RawObject = (function() {

            /**
             * Properties of a RawObject.
             * @typedef {Object} dxos.kube.RawObject.$Properties
             * @property {number|null} [type] RawObject type
             * @property {Uint8Array|null} [content] RawObject content
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RawObject.
             * @memberof dxos.kube
             * @interface IRawObject
             * @augments dxos.kube.RawObject.$Properties
             * @deprecated Use dxos.kube.RawObject.$Properties instead.
             */

            /**
             * Shape of a RawObject.
             * @typedef {dxos.kube.RawObject.$Properties} dxos.kube.RawObject.$Shape
             */

            /**
             * Constructs a new RawObject.
             * @memberof dxos.kube
             * @classdesc Represents a RawObject.
             * @constructor
             * @param {dxos.kube.RawObject.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RawObject = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RawObject type.
             * @member {number} type
             * @memberof dxos.kube.RawObject
             * @instance
             */
            RawObject.prototype.type = 0;

            /**
             * RawObject content.
             * @member {Uint8Array} content
             * @memberof dxos.kube.RawObject
             * @instance
             */
            RawObject.prototype.content = $util.newBuffer([]);

            /**
             * Encodes the specified RawObject message. Does not implicitly {@link dxos.kube.RawObject.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.RawObject
             * @static
             * @param {dxos.kube.RawObject.$Properties} m RawObject message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RawObject.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.type != null && $Object.hasOwnProperty.call(m, "type") && m.type !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.type);
                if (m.content != null && $Object.hasOwnProperty.call(m, "content") && m.content.length)
                    w.uint32(/* id 2, wireType 2 =*/18).bytes(m.content);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RawObject message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.RawObject
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.RawObject & dxos.kube.RawObject.$Shape} RawObject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RawObject.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.RawObject();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.type = v;
                            else
                                delete m.type;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.content = v;
                            else
                                delete m.content;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RawObject;
        })();

        kube.Entries = (function() {

            /**
             * Properties of an Entries.
             * @typedef {Object} dxos.kube.Entries.$Properties
             * @property {Array.<dxos.kube.EntryBytes.$Properties>|null} [entries] Entries entries
             * @property {string|null} [chain] Entries chain
             * @property {Uint8Array|null} [head] Entries head
             * @property {boolean|null} [end] Entries end
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Entries.
             * @memberof dxos.kube
             * @interface IEntries
             * @augments dxos.kube.Entries.$Properties
             * @deprecated Use dxos.kube.Entries.$Properties instead.
             */

            /**
             * Shape of an Entries.
             * @typedef {dxos.kube.Entries.$Properties} dxos.kube.Entries.$Shape
             */

            /**
             * Constructs a new Entries.
             * @memberof dxos.kube
             * @classdesc Represents an Entries.
             * @constructor
             * @param {dxos.kube.Entries.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Entries = function (p) {
                this.entries = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Entries entries.
             * @member {Array.<dxos.kube.EntryBytes.$Properties>} entries
             * @memberof dxos.kube.Entries
             * @instance
             */
            Entries.prototype.entries = $util.emptyArray;

            /**
             * Entries chain.
             * @member {string} chain
             * @memberof dxos.kube.Entries
             * @instance
             */
            Entries.prototype.chain = "";

            /**
             * Entries head.
             * @member {Uint8Array} head
             * @memberof dxos.kube.Entries
             * @instance
             */
            Entries.prototype.head = $util.newBuffer([]);

            /**
             * Entries end.
             * @member {boolean} end
             * @memberof dxos.kube.Entries
             * @instance
             */
            Entries.prototype.end = false;

            /**
             * Encodes the specified Entries message. Does not implicitly {@link dxos.kube.Entries.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Entries
             * @static
             * @param {dxos.kube.Entries.$Properties} m Entries message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Entries.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.entries != null && m.entries.length) {
                    for (var i = 0; i < m.entries.length; ++i)
                        $root.dxos.kube.EntryBytes.encode(m.entries[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.chain != null && $Object.hasOwnProperty.call(m, "chain") && m.chain !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.chain);
                if (m.head != null && $Object.hasOwnProperty.call(m, "head") && m.head.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.head);
                if (m.end != null && $Object.hasOwnProperty.call(m, "end") && m.end !== false)
                    w.uint32(/* id 4, wireType 0 =*/32).bool(m.end);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Entries message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Entries
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Entries & dxos.kube.Entries.$Shape} Entries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Entries.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Entries();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.entries && m.entries.length))
                                m.entries = [];
                            m.entries.push($root.dxos.kube.EntryBytes.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chain = v;
                            else
                                delete m.chain;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.head = v;
                            else
                                delete m.head;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.end = v;
                            else
                                delete m.end;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Entries;
        })();

        kube.Push = (function() {

            /**
             * Properties of a Push.
             * @typedef {Object} dxos.kube.Push.$Properties
             * @property {dxos.kube.EntryBytes.$Properties|null} [entry] Push entry
             * @property {Array.<dxos.kube.RawObject.$Properties>|null} [objects] Push objects
             * @property {Uint8Array|null} [objectsDeflated] Push objectsDeflated
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Push.
             * @memberof dxos.kube
             * @interface IPush
             * @augments dxos.kube.Push.$Properties
             * @deprecated Use dxos.kube.Push.$Properties instead.
             */

            /**
             * Shape of a Push.
             * @typedef {dxos.kube.Push.$Properties} dxos.kube.Push.$Shape
             */

            /**
             * Constructs a new Push.
             * @memberof dxos.kube
             * @classdesc Represents a Push.
             * @constructor
             * @param {dxos.kube.Push.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Push = function (p) {
                this.objects = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Push entry.
             * @member {dxos.kube.EntryBytes.$Properties|null|undefined} entry
             * @memberof dxos.kube.Push
             * @instance
             */
            Push.prototype.entry = null;

            /**
             * Push objects.
             * @member {Array.<dxos.kube.RawObject.$Properties>} objects
             * @memberof dxos.kube.Push
             * @instance
             */
            Push.prototype.objects = $util.emptyArray;

            /**
             * Push objectsDeflated.
             * @member {Uint8Array} objectsDeflated
             * @memberof dxos.kube.Push
             * @instance
             */
            Push.prototype.objectsDeflated = $util.newBuffer([]);

            /**
             * Encodes the specified Push message. Does not implicitly {@link dxos.kube.Push.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Push
             * @static
             * @param {dxos.kube.Push.$Properties} m Push message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Push.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.entry != null && $Object.hasOwnProperty.call(m, "entry"))
                    $root.dxos.kube.EntryBytes.encode(m.entry, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.objects != null && m.objects.length) {
                    for (var i = 0; i < m.objects.length; ++i)
                        $root.dxos.kube.RawObject.encode(m.objects[i], w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                }
                if (m.objectsDeflated != null && $Object.hasOwnProperty.call(m, "objectsDeflated") && m.objectsDeflated.length)
                    w.uint32(/* id 3, wireType 2 =*/26).bytes(m.objectsDeflated);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Push message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Push
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Push & dxos.kube.Push.$Shape} Push
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Push.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Push();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.entry = $root.dxos.kube.EntryBytes.decode(r, r.size(), $undefined, q + 1, m.entry);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.objects && m.objects.length))
                                m.objects = [];
                            m.objects.push($root.dxos.kube.RawObject.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.objectsDeflated = v;
                            else
                                delete m.objectsDeflated;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Push;
        })();

        kube.Have = (function() {

            /**
             * Properties of a Have.
             * @typedef {Object} dxos.kube.Have.$Properties
             * @property {Array.<dxos.kube.Head.$Properties>|null} [heads] Have heads
             * @property {dxos.kube.CheckpointOffer.$Properties|null} [checkpoint] Have checkpoint
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Have.
             * @memberof dxos.kube
             * @interface IHave
             * @augments dxos.kube.Have.$Properties
             * @deprecated Use dxos.kube.Have.$Properties instead.
             */

            /**
             * Shape of a Have.
             * @typedef {dxos.kube.Have.$Properties} dxos.kube.Have.$Shape
             */

            /**
             * Constructs a new Have.
             * @memberof dxos.kube
             * @classdesc Represents a Have.
             * @constructor
             * @param {dxos.kube.Have.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Have = function (p) {
                this.heads = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Have heads.
             * @member {Array.<dxos.kube.Head.$Properties>} heads
             * @memberof dxos.kube.Have
             * @instance
             */
            Have.prototype.heads = $util.emptyArray;

            /**
             * Have checkpoint.
             * @member {dxos.kube.CheckpointOffer.$Properties|null|undefined} checkpoint
             * @memberof dxos.kube.Have
             * @instance
             */
            Have.prototype.checkpoint = null;

            /**
             * Encodes the specified Have message. Does not implicitly {@link dxos.kube.Have.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.Have
             * @static
             * @param {dxos.kube.Have.$Properties} m Have message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Have.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.heads != null && m.heads.length) {
                    for (var i = 0; i < m.heads.length; ++i)
                        $root.dxos.kube.Head.encode(m.heads[i], w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                }
                if (m.checkpoint != null && $Object.hasOwnProperty.call(m, "checkpoint"))
                    $root.dxos.kube.CheckpointOffer.encode(m.checkpoint, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Have message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.Have
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.Have & dxos.kube.Have.$Shape} Have
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Have.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.Have();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.heads && m.heads.length))
                                m.heads = [];
                            m.heads.push($root.dxos.kube.Head.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.checkpoint = $root.dxos.kube.CheckpointOffer.decode(r, r.size(), $undefined, q + 1, m.checkpoint);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Have;
        })();

        kube.SyncMessage = (function() {

            /**
             * Properties of a SyncMessage.
             * @typedef {Object} dxos.kube.SyncMessage.$Properties
             * @property {dxos.kube.Hello.$Properties|null} [hello] SyncMessage hello
             * @property {dxos.kube.Heads.$Properties|null} [heads] SyncMessage heads
             * @property {dxos.kube.Probe.$Properties|null} [probe] SyncMessage probe
             * @property {dxos.kube.Want.$Properties|null} [want] SyncMessage want
             * @property {dxos.kube.Entries.$Properties|null} [entries] SyncMessage entries
             * @property {dxos.kube.Push.$Properties|null} [push] SyncMessage push
             * @property {dxos.kube.Have.$Properties|null} [have] SyncMessage have
             * @property {"hello"|"heads"|"probe"|"want"|"entries"|"push"|"have"} [body] SyncMessage body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SyncMessage.
             * @memberof dxos.kube
             * @interface ISyncMessage
             * @augments dxos.kube.SyncMessage.$Properties
             * @deprecated Use dxos.kube.SyncMessage.$Properties instead.
             */

            /**
             * Narrowed shape of a SyncMessage.
             * @typedef {{
             *   hello?: dxos.kube.Hello.$Shape|null;
             *   heads?: dxos.kube.Heads.$Shape|null;
             *   probe?: dxos.kube.Probe.$Shape|null;
             *   want?: dxos.kube.Want.$Shape|null;
             *   entries?: dxos.kube.Entries.$Shape|null;
             *   push?: dxos.kube.Push.$Shape|null;
             *   have?: dxos.kube.Have.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have?: null }|{ body?: "hello"; hello: dxos.kube.Hello.$Shape; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have?: null }|{ body?: "heads"; hello?: null; heads: dxos.kube.Heads.$Shape; probe?: null; want?: null; entries?: null; push?: null; have?: null }|{ body?: "probe"; hello?: null; heads?: null; probe: dxos.kube.Probe.$Shape; want?: null; entries?: null; push?: null; have?: null }|{ body?: "want"; hello?: null; heads?: null; probe?: null; want: dxos.kube.Want.$Shape; entries?: null; push?: null; have?: null }|{ body?: "entries"; hello?: null; heads?: null; probe?: null; want?: null; entries: dxos.kube.Entries.$Shape; push?: null; have?: null }|{ body?: "push"; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push: dxos.kube.Push.$Shape; have?: null }|{ body?: "have"; hello?: null; heads?: null; probe?: null; want?: null; entries?: null; push?: null; have: dxos.kube.Have.$Shape })
             * )} dxos.kube.SyncMessage.$Shape
             */

            /**
             * Constructs a new SyncMessage.
             * @memberof dxos.kube
             * @classdesc Represents a SyncMessage.
             * @constructor
             * @param {dxos.kube.SyncMessage.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SyncMessage = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * SyncMessage hello.
             * @member {dxos.kube.Hello.$Properties|null|undefined} hello
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.hello = null;

            /**
             * SyncMessage heads.
             * @member {dxos.kube.Heads.$Properties|null|undefined} heads
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.heads = null;

            /**
             * SyncMessage probe.
             * @member {dxos.kube.Probe.$Properties|null|undefined} probe
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.probe = null;

            /**
             * SyncMessage want.
             * @member {dxos.kube.Want.$Properties|null|undefined} want
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.want = null;

            /**
             * SyncMessage entries.
             * @member {dxos.kube.Entries.$Properties|null|undefined} entries
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.entries = null;

            /**
             * SyncMessage push.
             * @member {dxos.kube.Push.$Properties|null|undefined} push
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.push = null;

            /**
             * SyncMessage have.
             * @member {dxos.kube.Have.$Properties|null|undefined} have
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            SyncMessage.prototype.have = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SyncMessage body.
             * @member {"hello"|"heads"|"probe"|"want"|"entries"|"push"|"have"|undefined} body
             * @memberof dxos.kube.SyncMessage
             * @instance
             */
            $Object.defineProperty(SyncMessage.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "heads", "probe", "want", "entries", "push", "have"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified SyncMessage message. Does not implicitly {@link dxos.kube.SyncMessage.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.SyncMessage
             * @static
             * @param {dxos.kube.SyncMessage.$Properties} m SyncMessage message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SyncMessage.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.hello != null && $Object.hasOwnProperty.call(m, "hello"))
                    $root.dxos.kube.Hello.encode(m.hello, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.heads != null && $Object.hasOwnProperty.call(m, "heads"))
                    $root.dxos.kube.Heads.encode(m.heads, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.probe != null && $Object.hasOwnProperty.call(m, "probe"))
                    $root.dxos.kube.Probe.encode(m.probe, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.want != null && $Object.hasOwnProperty.call(m, "want"))
                    $root.dxos.kube.Want.encode(m.want, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.entries != null && $Object.hasOwnProperty.call(m, "entries"))
                    $root.dxos.kube.Entries.encode(m.entries, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.push != null && $Object.hasOwnProperty.call(m, "push"))
                    $root.dxos.kube.Push.encode(m.push, w.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
                if (m.have != null && $Object.hasOwnProperty.call(m, "have"))
                    $root.dxos.kube.Have.encode(m.have, w.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a SyncMessage message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.SyncMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.SyncMessage & dxos.kube.SyncMessage.$Shape} SyncMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SyncMessage.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.SyncMessage();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.hello = $root.dxos.kube.Hello.decode(r, r.size(), $undefined, q + 1, m.hello);
                            m.body = "hello";
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.heads = $root.dxos.kube.Heads.decode(r, r.size(), $undefined, q + 1, m.heads);
                            m.body = "heads";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.probe = $root.dxos.kube.Probe.decode(r, r.size(), $undefined, q + 1, m.probe);
                            m.body = "probe";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.want = $root.dxos.kube.Want.decode(r, r.size(), $undefined, q + 1, m.want);
                            m.body = "want";
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.entries = $root.dxos.kube.Entries.decode(r, r.size(), $undefined, q + 1, m.entries);
                            m.body = "entries";
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.push = $root.dxos.kube.Push.decode(r, r.size(), $undefined, q + 1, m.push);
                            m.body = "push";
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            m.have = $root.dxos.kube.Have.decode(r, r.size(), $undefined, q + 1, m.have);
                            m.body = "have";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SyncMessage;
        })();

        kube.ObjectsRequest = (function() {

            /**
             * Properties of an ObjectsRequest.
             * @typedef {Object} dxos.kube.ObjectsRequest.$Properties
             * @property {Array.<Uint8Array>|null} [want] ObjectsRequest want
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ObjectsRequest.
             * @memberof dxos.kube
             * @interface IObjectsRequest
             * @augments dxos.kube.ObjectsRequest.$Properties
             * @deprecated Use dxos.kube.ObjectsRequest.$Properties instead.
             */

            /**
             * Shape of an ObjectsRequest.
             * @typedef {dxos.kube.ObjectsRequest.$Properties} dxos.kube.ObjectsRequest.$Shape
             */

            /**
             * Constructs a new ObjectsRequest.
             * @memberof dxos.kube
             * @classdesc Represents an ObjectsRequest.
             * @constructor
             * @param {dxos.kube.ObjectsRequest.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ObjectsRequest = function (p) {
                this.want = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ObjectsRequest want.
             * @member {Array.<Uint8Array>} want
             * @memberof dxos.kube.ObjectsRequest
             * @instance
             */
            ObjectsRequest.prototype.want = $util.emptyArray;

            /**
             * Encodes the specified ObjectsRequest message. Does not implicitly {@link dxos.kube.ObjectsRequest.verify|verify} messages.
             * @function encode
             * @memberof dxos.kube.ObjectsRequest
             * @static
             * @param {dxos.kube.ObjectsRequest.$Properties} m ObjectsRequest message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ObjectsRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.want != null && m.want.length) {
                    for (var i = 0; i < m.want.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).bytes(m.want[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an ObjectsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof dxos.kube.ObjectsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {dxos.kube.ObjectsRequest & dxos.kube.ObjectsRequest.$Shape} ObjectsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ObjectsRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.dxos.kube.ObjectsRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.want && m.want.length))
                                m.want = [];
                            m.want.push(r.bytes());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ObjectsRequest;
        })();

        return kube;
    })();

    return dxos;
})();

export {
  $root as default
};
