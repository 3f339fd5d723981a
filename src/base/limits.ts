// Named limits with the reason beside each; docs/limits.md lists them.

/** A record that people write is a few KB; a megabyte is a mistake or an attack. */
export const recordBytesMax = 1 << 20
/** Text of one .proto file; what people write is far smaller. */
export const schemaSourceBytesMax = 256 << 10
/** A schema with all that it imports: it has to fit into a record, beside its source. */
export const schemaSetBytesMax = 768 << 10
/** Files of a schema, imported ones included. */
export const schemaFilesMax = 64
/** Messages and enums of a schema, imported ones included. */
export const schemaDefinitionsMax = 2_000
/** Fields and enum values of a schema, imported ones included. */
export const schemaFieldsMax = 20_000
/** Messages within messages. */
export const schemaNestingMax = 32
/** Schemas kept ready to read documents with. */
export const schemasWarmMax = 512
/** One component of a name, in UTF-8: percent-encoded it has at most 240, and file systems allow 255 with `.lock`. */
export const componentBytesMax = 80
/** Mounts and redirects followed in one resolution. */
export const hopsMax = 32
/** Components of a name; beyond it a path is a mistake. */
export const depthMax = 64

/** One message of the sync protocol: an entry of 10,000 updates fits. */
export const messageBytesMax = 8 << 20
/** Objects sent together with a new entry instead of being asked for. */
export const pushBytesMax = 256 << 10
/** Peers that a new entry is pushed to; the rest hear of its head by gossip. */
export const pushPeersMax = 8
/** Bytes of entries between their arrival and the ledger above which no more are asked for; above twice, none are taken. */
export const stageBytesMax = 64 << 20
/** Entries of one chain held because their clock is ahead; what is above it is asked for again when it is time. */
export const heldEntriesMax = 64
/** Bytes of them; one entry may exceed it alone. */
export const heldBytesMax = 8 << 20
/** The same, of all chains. */
export const allHeldEntriesMax = 4_096
/** Bytes of them. */
export const allHeldBytesMax = 64 << 20
/** Entries of one sender, of chains that nobody was granted anything for, which wait for somebody who builds on them. */
export const strangeEntriesMax = 64
/** Heads that one peer may have told of and that are still to be asked for; what is above it, it tells again. */
export const wantsMax = 16_384
/** Entries of one chain in an answer. */
export const batchEntriesMax = 256
/** Entries that a checkpoint must bring for it to be taken instead of them: fewer come in one answer. */
export const checkpointGainMin = 256
/** New entries after which an admin makes one by itself, when they are an eighth of all. */
export const checkpointEveryMin = 4_096
/** Bytes of `checkpoint.binpb` with the commits and credentials of who signed it; it names parts of some MB each. */
export const checkpointBytesMax = 8 << 20
/** Bytes of entries in an answer: keeps a batch in memory and a lost one cheap. */
export const batchBytesMax = 1 << 20
/** Ref updates in one changeset. */
export const updatesMax = 20_000
/** Heads that one entry cites; what is above it, the next entry cites. */
export const depsMax = 4_096
/** How far back in its chain an account's signature may name the entry before its own; good once in it. */
export const accountWindow = 1_000
/** A file of keys that a rule takes: more than five thousand of them. */
export const keyFileBytesMax = 1 << 20
/** Credentials that one entry names. */
export const credentialsMax = 64
/** Objects that one entry introduces; an import of more is several entries. */
export const listedObjectsMax = 100_000
/** The three parts of an entry together: fits in a message with room for its frame. */
export const entryBytesMax = 7 << 20
/** The line for people in a changeset. */
export const messageLineBytesMax = 1_000
/** A full ref name: with the home in front it stays below the 4,096 bytes of a path. */
export const refBytesMax = 2_048
/** An entry this far ahead of our clock is held (replication.md, Merge). */
export const futureMsMax = 24 * 60 * 60 * 1000
/** Local writes are refused when this far ahead of most peers. */
export const clockSkewMsMax = 60 * 60 * 1000
/** A clock this far from most peers' is told of. */
export const clockSkewMsSaid = 60 * 1000
/** Connections to members kept open that are not needed otherwise. */
export const connectionsMax = 12
/** Digests are compared again this often: it finds what a lost message has left out. */
export const repairIntervalMs = 30_000
/** So often a disk that was full is looked at, while something waits for room. */
export const roomLookMs = 2_000
/** What members ask for in vain is looked for in the lists of entries once in this time. */
export const askedInVainMs = 60_000
/** Where one lists it, everything is verified once in this time. */
export const askedInVainVerifyMs = 600_000
/** The first message of a sync stream: credentials of a member and of the admins above it. Strangers may send one. */
export const helloBytesMax = 512 << 10
/** A peer that opened a stream says who it is in this time. */
export const helloMsMax = 10_000
/** Requests of one peer for entries that are being answered: a KUBE has one at a time. */
export const wantsOpenMax = 8
/** Requests of one peer for objects that are being answered: a KUBE has one or two at a time. */
export const objectServesMax = 8
/** Chains of one peer's heads that are remembered; each member has one. */
export const headsMax = 16_384
/** Checkpoints that one peer offers, the latest: there is more than one while none of them tells everything. */
export const checkpointOffersMax = 8
/** A request that a peer has not answered is given to another. */
export const requestTimeoutMs = 10_000
/** A promise that nobody else orders strict realms: so long writes wait for another when one is gone without a word. */
export const leaseMs = 6_000
/** What its holder counts on: clocks whose rates differ by less than a tenth cannot have it believe too long. */
export const leaseUsableMs = 5_400
/** A KUBE that could not write leaves ordering to others for so long. */
export const unfitMs = 10_000
/** A write to a strict realm, from its start to its acknowledgement, its objects aside: a lease may have to end first. */
export const strictWaitMsMax = 15_000
/** A member answers what is asked about a lease or an entry in this time. */
export const leaseAnswerMsMax = 3_000
/** How far above all terms that a member knows the next one may be: nobody uses them up. */
export const termStepMax = 1_000_000
/** So often a member whose home was put back from a backup has another leave terms out, which stops who orders, … */
export const fencesMax = 8
/** … in this time. */
export const fencesMs = 600_000
/** Changesets of one member that are being ordered for it. */
export const ordersOpenMax = 8
/** Waiting for peers to tell our own newest entry after a start. */
export const ownHeadWaitMs = 2_000

/** Blobs above this are streamed, never held whole. */
export const streamBytesMin = 8 << 20
/** An object read whole without a limit of its own: a folder of a million files fits. */
export const readBytesMax = 64 << 20
/** One framed chunk of a pack on the wire. */
export const packChunkBytes = 64 << 10
/** Objects above this number are stored as one pack instead of loose. */
export const looseObjectsMax = 64
/** Bytes above this are stored as one pack instead of loose. */
export const looseBytesMax = 1 << 20
/** One object: git itself handles more, a web file does not. */
export const objectBytesMax = 4 * 2 ** 30
/** Chain of deltas that is followed in a pack: git makes none that is longer, whatever it is told. */
export const deltaDepthMax = 4_095
/** View refs written as files of their own; more at once go straight into packed-refs. */
export const looseRefsMax = 100
/** Ids of objects that were hashed since the start and need not be again. */
export const verifiedIdsMax = 200_000
/** One block of a store of blocks: what tools of IPFS carry without being asked to; larger objects stand in pieces. */
export const blockBytesMax = 1 << 20
/** Pack files kept open at once. */
export const openPacksMax = 128
/** Bodies kept in memory by the gateway. */
export const bodyCacheBytesMax = 32 << 20
/** HTTP request head; above it 431. */
export const requestHeadBytesMax = 16 << 10
/** A whole request head must have come in this time, handshake included. */
export const requestHeadMsMax = 20_000

/** One gossip message: a chain head has some 200 bytes. */
export const gossipBytesMax = 64 << 10
/** Streams of one protocol at once with one peer, in each direction. */
export const streamsMax = 256
/** The same, inbound, for a protocol that strangers reach too: each may hold a window in memory. */
export const openStreamsMax = 32
/** Unread bytes of one channel before its sender is stopped; up to two windows come on top. */
export const channelBufferBytesMax = 256 << 10
/** Window of one stream (yamux): bandwidth × delay of 40 MB/s at 50 ms. */
export const streamWindowBytesMax = 2 << 20
/** Bytes given to one channel and not yet taken by the transport; beyond it a caller forgot to wait. */
export const sendQueueBytesMax = 64 << 20
/** Transport connections at once, dialled and accepted. */
export const peerConnectionsMax = 256
/** Of these, accepted from peers that are no members, so that they never shut members out. */
export const strangersMax = 32
/** Connections accepted in one second from one address: several KUBEs may live on one host. */
export const connectionRateMax = 64
/** Addresses tried in one dial. */
export const dialAddressesMax = 16
/** All addresses of a dial together. */
export const dialTimeoutMs = 10_000
/** One address: connection, encryption and multiplexing. */
export const dialAddressTimeoutMs = 5_000
/** The next address is tried beside a silent one after this time (RFC 8305, 5). */
export const dialStaggerMs = 250
/** A machine writes where it can be reached at most this often; connections that come and go are the occasions. */
export const announceIntervalMs = 10_000
/** Members that this KUBE asks to relay for it. */
export const relaysMax = 3
/** Members that may ask this KUBE to relay for them. */
export const relayReservationsMax = 128
/** Relayed connections of one member at once, each way. */
export const relayedConnectionsMax = 32
/** A member that refused to relay is asked again after this time, which doubles, … */
export const relayRetryMs = 1_000
/** … up to this. */
export const relayRetryMsMax = 300_000
/** Attempts to replace a relayed connection by a direct one. */
export const punchAttemptsMax = 3
/** The second and third wait for this time and twice this time. */
export const punchPauseMs = 2_000
/** Each step of such an attempt. */
export const punchTimeoutMs = 5_000
/** Agreeing on the protocol of a new stream. */
export const negotiationTimeoutMs = 10_000
/**
 * A connection is tested when nothing has come for so long, a quarter longer where it was accepted: with the time-out,
 * a dead peer is noticed within 35 s.
 */
export const pingIntervalMs = 20_000
export const pingTimeoutMs = 10_000
/** How long a channel whose handler has returned waits for the other side to end too. */
export const channelLingerMs = 10_000
/** Closing connections in good order; what is left then is cut. */
export const networkStopMs = 1_200
/** Looking for peers on the local network. */
export const discoveryIntervalMs = 30_000
/** Bytes that wait for one peer; above it the peer is let go and catches up when it comes back. */
export const peerQueueBytesMax = 32 << 20
/** A peer that takes no byte for this long is let go. */
export const peerStallMsMax = 30_000
/** Objects asked for in one request. */
export const objectsWantMax = 100_000
/** Their bytes, where there are several: what came is durable with each request. */
export const objectsWantBytes = 64 << 20
/** From this size on an object goes alone, and on where it was cut. */
export const partialBytesMin = 16 << 20
/** What came of an object is kept for so long after the last of it. */
export const partialMsMax = 7 * 24 * 60 * 60 * 1000
/** Bytes of a pack that must come in `packStallMsMax`: a kilobyte a second. */
export const packStallBytesMin = 15 << 10
/** So few bytes of a pack for this long: the rest is asked of another peer. */
export const packStallMsMax = 15_000
/** Fields in one request head; beyond it 431. Browsers send about 20. */
export const requestFieldsMax = 128
/** The body of a web request that goes to no service and comes by no token of control: a call of the DMG service, and what nobody asked for. */
export const requestBodyMsMax = 20_000
/** A connection on which nothing moves for this long is closed; also how long an idle one is kept. */
export const connectionIdleMsMax = 60_000
/** Web connections at once: far above what one machine's readers need, below the usual limit of open files. */
export const webConnectionsMax = 8_192
/** HTTP/2 streams at once on one connection. */
export const webStreamsMax = 128
/** One body in the gateway's memory: above it a blob is streamed. */
export const bodyBytesMax = 1 << 20
/** Bodies below this are not compressed: the gain is smaller than a packet. */
export const encodeBytesMin = 512
/** Bodies above this are not compressed: it would hold them whole in memory. */
export const encodeBytesMax = 8 << 20
/** Compressions at once: each holds its input and its output. */
export const encodingsMax = 2
/** Prepared answers kept by the gateway. */
export const answersMax = 8_192
/** Bytes of prepared answers, the bodies of files aside: lists of children are large, and strangers choose the pages. */
export const answersBytesMax = 16 << 20
/** Bytes of answers that the gateway keeps ready to be written as they are. */
export const readyBytesMax = 24 << 20
/** Running requests are waited for this long when the gateway stops. */
export const webCloseMsMax = 3_000
/** Who sends files that are refused is read from for so long after the answer. */
export const refusedUploadMsMax = 2_000
/** JSON body of a control request: a manifest of 100,000 files is about 20 MB. */
export const controlBytesMax = 64 << 20
/** Entries of decoded trees kept in memory. */
export const treeCacheEntriesMax = 200_000
/** A publish that is not committed for this long is forgotten; its blobs stay until retention frees them. */
export const publishSessionMsMax = 30 * 60 * 1000
/** Publishes under way at once. */
export const publishSessionsMax = 64
/** Blobs of a publish are stored in packs of about this size while they come in. */
export const uploadBatchBytes = 32 << 20
/** Releases, and records, of a node that are kept where no `keep` says otherwise: what anybody goes back to. */
export const keepDefault = 20
/** What was unpublished can be brought back for so long: a month is the longest that people are away. */
export const unpublishedKeptMs = 30 * 86_400_000
/** Members seen this lately are waited for before what they may still ask for is freed. */
export const memberSeenMs = 30 * 86_400_000
/** Objects that no entry lists, of uploads and publishes that were broken off, stay for so long: they may go on. */
export const unlistedKeptMs = 86_400_000
/** Between two times that the daemon frees by itself what nothing needs. */
export const freeIntervalMs = 6 * 3_600_000
/** Commits of a node's history that are looked through for a release. */
export const releaseHistoryMax = 10_000
/** Without `--replicas`, an answer waits this long for peers that are connected, to say who serves. */
export const servedGraceMs = 100
/** Waiting for `--replicas` ends here at the latest. */
export const replicasTimeoutMsMax = 10 * 60 * 1000
/** A connection to a service behind the gateway; it is near. */
export const serviceConnectMsMax = 5_000
/** From the last piece of a request to the head of a service's answer: long enough for a slow report. */
export const serviceAnswerMsMax = 60_000
/** Connections to one address of a service, streams of events and WebSockets included, which stay. */
export const serviceSocketsMax = 1024
/** Of these, for one client, known by its token or else its address (of IPv6 the network): nobody takes all of them. */
export const serviceClientSocketsMax = 128
/** A service that failed and has no health path is left alone for this long. */
export const serviceDownMs = 5_000
/** The health paths of a service in use are asked this often. */
export const serviceCheckMs = 5_000
/** An answer of a health path. */
export const serviceHealthMsMax = 2_000
/** A connection to a service, upgraded (WebSocket) or not, on which nothing moves for this long is closed. */
export const serviceTunnelIdleMs = 10 * 60 * 1000
/** A service that nobody asked for this long is no longer looked after. */
export const serviceIdleMs = 60_000
/** Changes of records kept in memory for those who follow them; whoever is slower goes through the ledger again. */
export const watchedChangesMax = 50_000
/** Entries of the ledger that somebody who follows it is told of before others get a turn. */
export const watchPageMax = 256
/** Whoever follows records is told the position this often though nothing changes: it keeps the connection. */
export const watchBeatMs = 20_000
/** Follows of records at once: each holds a connection. */
export const watchesMax = 1_024
/** Of these, how many are kept for members and the user of the socket. */
export const watchesOfMembers = 64
/** Records asked for, or listed, at once. */
export const recordsAskedMax = 1_000
/** Bytes of records in one answer: with its frame it fits in a message. */
export const recordsAnswerBytesMax = 6 << 20
/** Body of a DMG request on the gateway, where nothing is written. */
export const dmgBodyBytesMax = 256 << 10

/** Signatures of people that calls wait for at once. */
export const signaturesAskedMax = 64
/** A person may have to find a token to touch, or a passphrase. */
export const signatureMsMax = 5 * 60_000
