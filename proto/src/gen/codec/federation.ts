// @ts-nocheck
// Made from tributary/v1/federation.proto by pbjs.
import type { MethodMessages } from "../../codec/message-codec.ts";
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;

const $root = $protobuf.roots["tributary-federation"] || ($protobuf.roots["tributary-federation"] = {});

const tributary = $root.tributary = (() => {

    const tributary = {};

    tributary.v1 = (function() {

        const v1 = {};

        v1.GetTaskRequest = (function() {

            function GetTaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetTaskRequest.prototype.taskId = "";
            GetTaskRequest.prototype.protocolVersion = 0;

            GetTaskRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.protocolVersion != null && Object.hasOwnProperty.call(message, "protocolVersion"))
                    writer.uint32(16).uint32(message.protocolVersion);
                return writer;
            };

            GetTaskRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetTaskRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.protocolVersion = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetTaskRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.protocolVersion = 0;
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.protocolVersion != null && Object.hasOwnProperty.call(message, "protocolVersion"))
                    object.protocolVersion = message.protocolVersion;
                return object;
            };

            return GetTaskRequest;
        })();

        v1.GetTaskResponse = (function() {

            function GetTaskResponse(properties) {
                this.requiredFeatures = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetTaskResponse.prototype.protocolVersion = 0;
            GetTaskResponse.prototype.requiredFeatures = $util.emptyArray;
            GetTaskResponse.prototype.taskId = "";
            GetTaskResponse.prototype.state = "";
            GetTaskResponse.prototype.plan = null;
            GetTaskResponse.prototype.coordinatorPublicKey = $util.newBuffer([]);
            GetTaskResponse.prototype.incarnation = 0;
            GetTaskResponse.prototype.advice = "";
            GetTaskResponse.prototype.members = null;

            GetTaskResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.protocolVersion != null && Object.hasOwnProperty.call(message, "protocolVersion"))
                    writer.uint32(8).uint32(message.protocolVersion);
                if (message.requiredFeatures != null && message.requiredFeatures.length)
                    for (let i = 0; i < message.requiredFeatures.length; ++i)
                        writer.uint32(18).string(message.requiredFeatures[i]);
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(26).string(message.taskId);
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(34).string(message.state);
                if (message.plan != null && Object.hasOwnProperty.call(message, "plan"))
                    $root.tributary.v1.SignedDocument.encode(message.plan, writer.uint32(42).fork(), q + 1).ldelim();
                if (message.coordinatorPublicKey != null && Object.hasOwnProperty.call(message, "coordinatorPublicKey"))
                    writer.uint32(50).bytes(message.coordinatorPublicKey);
                if (message.incarnation != null && Object.hasOwnProperty.call(message, "incarnation"))
                    writer.uint32(56).uint32(message.incarnation);
                if (message.advice != null && Object.hasOwnProperty.call(message, "advice"))
                    writer.uint32(66).string(message.advice);
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    $root.tributary.v1.SignedDocument.encode(message.members, writer.uint32(74).fork(), q + 1).ldelim();
                return writer;
            };

            GetTaskResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetTaskResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.protocolVersion = reader.uint32();
                            break;
                        }
                    case 2: {
                            if (!(message.requiredFeatures && message.requiredFeatures.length))
                                message.requiredFeatures = [];
                            message.requiredFeatures.push(reader.string());
                            break;
                        }
                    case 3: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 4: {
                            message.state = reader.string();
                            break;
                        }
                    case 5: {
                            message.plan = $root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 6: {
                            message.coordinatorPublicKey = reader.bytes();
                            break;
                        }
                    case 7: {
                            message.incarnation = reader.uint32();
                            break;
                        }
                    case 8: {
                            message.advice = reader.string();
                            break;
                        }
                    case 9: {
                            message.members = $root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetTaskResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.requiredFeatures = [];
                if (options.defaults) {
                    object.protocolVersion = 0;
                    object.taskId = "";
                    object.state = "";
                    object.plan = null;
                    if (options.bytes === String)
                        object.coordinatorPublicKey = "";
                    else {
                        object.coordinatorPublicKey = [];
                        if (options.bytes !== Array)
                            object.coordinatorPublicKey = $util.newBuffer(object.coordinatorPublicKey);
                    }
                    object.incarnation = 0;
                    object.advice = "";
                    object.members = null;
                }
                if (message.protocolVersion != null && Object.hasOwnProperty.call(message, "protocolVersion"))
                    object.protocolVersion = message.protocolVersion;
                if (message.requiredFeatures && message.requiredFeatures.length) {
                    object.requiredFeatures = [];
                    for (let j = 0; j < message.requiredFeatures.length; ++j)
                        object.requiredFeatures[j] = message.requiredFeatures[j];
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    object.state = message.state;
                if (message.plan != null && Object.hasOwnProperty.call(message, "plan"))
                    object.plan = $root.tributary.v1.SignedDocument.toObject(message.plan, options, q + 1);
                if (message.coordinatorPublicKey != null && Object.hasOwnProperty.call(message, "coordinatorPublicKey"))
                    object.coordinatorPublicKey = options.bytes === String ? $util.base64.encode(message.coordinatorPublicKey, 0, message.coordinatorPublicKey.length) : options.bytes === Array ? Array.prototype.slice.call(message.coordinatorPublicKey) : message.coordinatorPublicKey;
                if (message.incarnation != null && Object.hasOwnProperty.call(message, "incarnation"))
                    object.incarnation = message.incarnation;
                if (message.advice != null && Object.hasOwnProperty.call(message, "advice"))
                    object.advice = message.advice;
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    object.members = $root.tributary.v1.SignedDocument.toObject(message.members, options, q + 1);
                return object;
            };

            return GetTaskResponse;
        })();

        v1.EnrollRequest = (function() {

            function EnrollRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            EnrollRequest.prototype.taskId = "";
            EnrollRequest.prototype.publicKey = $util.newBuffer([]);
            EnrollRequest.prototype.challenge = $util.newBuffer([]);
            EnrollRequest.prototype.signature = $util.newBuffer([]);
            EnrollRequest.prototype.kind = "";
            EnrollRequest.prototype.release = "";

            EnrollRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.publicKey != null && Object.hasOwnProperty.call(message, "publicKey"))
                    writer.uint32(18).bytes(message.publicKey);
                if (message.challenge != null && Object.hasOwnProperty.call(message, "challenge"))
                    writer.uint32(26).bytes(message.challenge);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(34).bytes(message.signature);
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    writer.uint32(42).string(message.kind);
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    writer.uint32(50).string(message.release);
                return writer;
            };

            EnrollRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.EnrollRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.publicKey = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.challenge = reader.bytes();
                            break;
                        }
                    case 4: {
                            message.signature = reader.bytes();
                            break;
                        }
                    case 5: {
                            message.kind = reader.string();
                            break;
                        }
                    case 6: {
                            message.release = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            EnrollRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    if (options.bytes === String)
                        object.publicKey = "";
                    else {
                        object.publicKey = [];
                        if (options.bytes !== Array)
                            object.publicKey = $util.newBuffer(object.publicKey);
                    }
                    if (options.bytes === String)
                        object.challenge = "";
                    else {
                        object.challenge = [];
                        if (options.bytes !== Array)
                            object.challenge = $util.newBuffer(object.challenge);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                    object.kind = "";
                    object.release = "";
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.publicKey != null && Object.hasOwnProperty.call(message, "publicKey"))
                    object.publicKey = options.bytes === String ? $util.base64.encode(message.publicKey, 0, message.publicKey.length) : options.bytes === Array ? Array.prototype.slice.call(message.publicKey) : message.publicKey;
                if (message.challenge != null && Object.hasOwnProperty.call(message, "challenge"))
                    object.challenge = options.bytes === String ? $util.base64.encode(message.challenge, 0, message.challenge.length) : options.bytes === Array ? Array.prototype.slice.call(message.challenge) : message.challenge;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    object.kind = message.kind;
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    object.release = message.release;
                return object;
            };

            return EnrollRequest;
        })();

        v1.EnrollResponse = (function() {

            function EnrollResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            EnrollResponse.prototype.challenge = $util.newBuffer([]);
            EnrollResponse.prototype.sessionToken = "";
            EnrollResponse.prototype.clientId = "";

            EnrollResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.challenge != null && Object.hasOwnProperty.call(message, "challenge"))
                    writer.uint32(10).bytes(message.challenge);
                if (message.sessionToken != null && Object.hasOwnProperty.call(message, "sessionToken"))
                    writer.uint32(18).string(message.sessionToken);
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(26).string(message.clientId);
                return writer;
            };

            EnrollResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.EnrollResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.challenge = reader.bytes();
                            break;
                        }
                    case 2: {
                            message.sessionToken = reader.string();
                            break;
                        }
                    case 3: {
                            message.clientId = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            EnrollResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === String)
                        object.challenge = "";
                    else {
                        object.challenge = [];
                        if (options.bytes !== Array)
                            object.challenge = $util.newBuffer(object.challenge);
                    }
                    object.sessionToken = "";
                    object.clientId = "";
                }
                if (message.challenge != null && Object.hasOwnProperty.call(message, "challenge"))
                    object.challenge = options.bytes === String ? $util.base64.encode(message.challenge, 0, message.challenge.length) : options.bytes === Array ? Array.prototype.slice.call(message.challenge) : message.challenge;
                if (message.sessionToken != null && Object.hasOwnProperty.call(message, "sessionToken"))
                    object.sessionToken = message.sessionToken;
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                return object;
            };

            return EnrollResponse;
        })();

        v1.CheckInRequest = (function() {

            function CheckInRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CheckInRequest.prototype.taskId = "";
            CheckInRequest.prototype.lastRoundSeen = 0;
            CheckInRequest.prototype.statement = $util.newBuffer([]);

            CheckInRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.lastRoundSeen != null && Object.hasOwnProperty.call(message, "lastRoundSeen"))
                    writer.uint32(16).uint32(message.lastRoundSeen);
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    writer.uint32(26).bytes(message.statement);
                return writer;
            };

            CheckInRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.CheckInRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.lastRoundSeen = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.statement = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            CheckInRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.lastRoundSeen = 0;
                    if (options.bytes === String)
                        object.statement = "";
                    else {
                        object.statement = [];
                        if (options.bytes !== Array)
                            object.statement = $util.newBuffer(object.statement);
                    }
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.lastRoundSeen != null && Object.hasOwnProperty.call(message, "lastRoundSeen"))
                    object.lastRoundSeen = message.lastRoundSeen;
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    object.statement = options.bytes === String ? $util.base64.encode(message.statement, 0, message.statement.length) : options.bytes === Array ? Array.prototype.slice.call(message.statement) : message.statement;
                return object;
            };

            return CheckInRequest;
        })();

        v1.CheckInResponse = (function() {

            function CheckInResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CheckInResponse.prototype.train = null;
            CheckInResponse.prototype.comeBack = null;
            CheckInResponse.prototype.done = null;

            let $oneOfFields;

            Object.defineProperty(CheckInResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["train", "comeBack", "done"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            CheckInResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.train != null && Object.hasOwnProperty.call(message, "train"))
                    $root.tributary.v1.TrainAssignment.encode(message.train, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.comeBack != null && Object.hasOwnProperty.call(message, "comeBack"))
                    $root.tributary.v1.ComeBack.encode(message.comeBack, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.done != null && Object.hasOwnProperty.call(message, "done"))
                    $root.tributary.v1.TaskDone.encode(message.done, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            CheckInResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.CheckInResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.train = $root.tributary.v1.TrainAssignment.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.comeBack = $root.tributary.v1.ComeBack.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.done = $root.tributary.v1.TaskDone.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            CheckInResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.train != null && Object.hasOwnProperty.call(message, "train")) {
                    object.train = $root.tributary.v1.TrainAssignment.toObject(message.train, options, q + 1);
                    if (options.oneofs)
                        object.answer = "train";
                }
                if (message.comeBack != null && Object.hasOwnProperty.call(message, "comeBack")) {
                    object.comeBack = $root.tributary.v1.ComeBack.toObject(message.comeBack, options, q + 1);
                    if (options.oneofs)
                        object.answer = "comeBack";
                }
                if (message.done != null && Object.hasOwnProperty.call(message, "done")) {
                    object.done = $root.tributary.v1.TaskDone.toObject(message.done, options, q + 1);
                    if (options.oneofs)
                        object.answer = "done";
                }
                return object;
            };

            return CheckInResponse;
        })();

        v1.TrainAssignment = (function() {

            function TrainAssignment(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            TrainAssignment.prototype.descriptor = null;
            TrainAssignment.prototype.base = null;
            TrainAssignment.prototype.model = null;
            TrainAssignment.prototype.leaseMs = 0;

            TrainAssignment.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.descriptor != null && Object.hasOwnProperty.call(message, "descriptor"))
                    $root.tributary.v1.SignedDocument.encode(message.descriptor, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.base != null && Object.hasOwnProperty.call(message, "base"))
                    $root.tributary.v1.BlobRef.encode(message.base, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.model != null && Object.hasOwnProperty.call(message, "model"))
                    $root.tributary.v1.BlobRef.encode(message.model, writer.uint32(26).fork(), q + 1).ldelim();
                if (message.leaseMs != null && Object.hasOwnProperty.call(message, "leaseMs"))
                    writer.uint32(32).uint32(message.leaseMs);
                return writer;
            };

            TrainAssignment.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.TrainAssignment();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.descriptor = $root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.base = $root.tributary.v1.BlobRef.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.model = $root.tributary.v1.BlobRef.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 4: {
                            message.leaseMs = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            TrainAssignment.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.descriptor = null;
                    object.base = null;
                    object.model = null;
                    object.leaseMs = 0;
                }
                if (message.descriptor != null && Object.hasOwnProperty.call(message, "descriptor"))
                    object.descriptor = $root.tributary.v1.SignedDocument.toObject(message.descriptor, options, q + 1);
                if (message.base != null && Object.hasOwnProperty.call(message, "base"))
                    object.base = $root.tributary.v1.BlobRef.toObject(message.base, options, q + 1);
                if (message.model != null && Object.hasOwnProperty.call(message, "model"))
                    object.model = $root.tributary.v1.BlobRef.toObject(message.model, options, q + 1);
                if (message.leaseMs != null && Object.hasOwnProperty.call(message, "leaseMs"))
                    object.leaseMs = message.leaseMs;
                return object;
            };

            return TrainAssignment;
        })();

        v1.ComeBack = (function() {

            function ComeBack(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ComeBack.prototype.afterMs = 0;
            ComeBack.prototype.reason = "";

            ComeBack.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.afterMs != null && Object.hasOwnProperty.call(message, "afterMs"))
                    writer.uint32(8).uint32(message.afterMs);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(18).string(message.reason);
                return writer;
            };

            ComeBack.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ComeBack();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.afterMs = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.reason = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ComeBack.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.afterMs = 0;
                    object.reason = "";
                }
                if (message.afterMs != null && Object.hasOwnProperty.call(message, "afterMs"))
                    object.afterMs = message.afterMs;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            return ComeBack;
        })();

        v1.TaskDone = (function() {

            function TaskDone(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            TaskDone.prototype.state = "";
            TaskDone.prototype.model = null;
            TaskDone.prototype.bestRound = 0;
            TaskDone.prototype.reason = "";

            TaskDone.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(10).string(message.state);
                if (message.model != null && Object.hasOwnProperty.call(message, "model"))
                    $root.tributary.v1.BlobRef.encode(message.model, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.bestRound != null && Object.hasOwnProperty.call(message, "bestRound"))
                    writer.uint32(24).uint32(message.bestRound);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(34).string(message.reason);
                return writer;
            };

            TaskDone.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.TaskDone();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.state = reader.string();
                            break;
                        }
                    case 2: {
                            message.model = $root.tributary.v1.BlobRef.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.bestRound = reader.uint32();
                            break;
                        }
                    case 4: {
                            message.reason = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            TaskDone.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.state = "";
                    object.model = null;
                    object.bestRound = 0;
                    object.reason = "";
                }
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    object.state = message.state;
                if (message.model != null && Object.hasOwnProperty.call(message, "model"))
                    object.model = $root.tributary.v1.BlobRef.toObject(message.model, options, q + 1);
                if (message.bestRound != null && Object.hasOwnProperty.call(message, "bestRound"))
                    object.bestRound = message.bestRound;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            return TaskDone;
        })();

        v1.WatchRequest = (function() {

            function WatchRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            WatchRequest.prototype.taskId = "";

            WatchRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                return writer;
            };

            WatchRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.WatchRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            WatchRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.taskId = "";
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                return object;
            };

            return WatchRequest;
        })();

        v1.WatchEvent = (function() {

            function WatchEvent(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            WatchEvent.prototype.key = null;
            WatchEvent.prototype.phase = "";

            WatchEvent.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(18).string(message.phase);
                return writer;
            };

            WatchEvent.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.WatchEvent();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.phase = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            WatchEvent.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    object.phase = "";
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                return object;
            };

            return WatchEvent;
        })();

        v1.GetRoundRequest = (function() {

            function GetRoundRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetRoundRequest.prototype.taskId = "";

            GetRoundRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                return writer;
            };

            GetRoundRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetRoundRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetRoundRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.taskId = "";
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                return object;
            };

            return GetRoundRequest;
        })();

        v1.GetRoundResponse = (function() {

            function GetRoundResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetRoundResponse.prototype.key = null;
            GetRoundResponse.prototype.phase = "";
            GetRoundResponse.prototype.descriptor = null;
            GetRoundResponse.prototype.remainingMs = 0;
            GetRoundResponse.prototype.leased = 0;
            GetRoundResponse.prototype.ready = 0;
            GetRoundResponse.prototype.accepted = 0;

            GetRoundResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(18).string(message.phase);
                if (message.descriptor != null && Object.hasOwnProperty.call(message, "descriptor"))
                    $root.tributary.v1.SignedDocument.encode(message.descriptor, writer.uint32(26).fork(), q + 1).ldelim();
                if (message.remainingMs != null && Object.hasOwnProperty.call(message, "remainingMs"))
                    writer.uint32(32).uint32(message.remainingMs);
                if (message.leased != null && Object.hasOwnProperty.call(message, "leased"))
                    writer.uint32(40).uint32(message.leased);
                if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                    writer.uint32(48).uint32(message.ready);
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    writer.uint32(56).uint32(message.accepted);
                return writer;
            };

            GetRoundResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetRoundResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.phase = reader.string();
                            break;
                        }
                    case 3: {
                            message.descriptor = $root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 4: {
                            message.remainingMs = reader.uint32();
                            break;
                        }
                    case 5: {
                            message.leased = reader.uint32();
                            break;
                        }
                    case 6: {
                            message.ready = reader.uint32();
                            break;
                        }
                    case 7: {
                            message.accepted = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetRoundResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    object.phase = "";
                    object.descriptor = null;
                    object.remainingMs = 0;
                    object.leased = 0;
                    object.ready = 0;
                    object.accepted = 0;
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.descriptor != null && Object.hasOwnProperty.call(message, "descriptor"))
                    object.descriptor = $root.tributary.v1.SignedDocument.toObject(message.descriptor, options, q + 1);
                if (message.remainingMs != null && Object.hasOwnProperty.call(message, "remainingMs"))
                    object.remainingMs = message.remainingMs;
                if (message.leased != null && Object.hasOwnProperty.call(message, "leased"))
                    object.leased = message.leased;
                if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                    object.ready = message.ready;
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    object.accepted = message.accepted;
                return object;
            };

            return GetRoundResponse;
        })();

        v1.GetOutcomeRequest = (function() {

            function GetOutcomeRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetOutcomeRequest.prototype.key = null;

            GetOutcomeRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetOutcomeRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetOutcomeRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetOutcomeRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return GetOutcomeRequest;
        })();

        v1.GetOutcomeResponse = (function() {

            function GetOutcomeResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetOutcomeResponse.prototype.notYet = null;
            GetOutcomeResponse.prototype.committed = null;
            GetOutcomeResponse.prototype.aborted = null;

            let $oneOfFields;

            Object.defineProperty(GetOutcomeResponse.prototype, "outcome", {
                get: $util.oneOfGetter($oneOfFields = ["notYet", "committed", "aborted"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            GetOutcomeResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet"))
                    $root.tributary.v1.NotYet.encode(message.notYet, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.committed != null && Object.hasOwnProperty.call(message, "committed"))
                    $root.tributary.v1.Committed.encode(message.committed, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.aborted != null && Object.hasOwnProperty.call(message, "aborted"))
                    $root.tributary.v1.Aborted.encode(message.aborted, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            GetOutcomeResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetOutcomeResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.notYet = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.committed = $root.tributary.v1.Committed.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.aborted = $root.tributary.v1.Aborted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetOutcomeResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet")) {
                    object.notYet = $root.tributary.v1.NotYet.toObject(message.notYet, options, q + 1);
                    if (options.oneofs)
                        object.outcome = "notYet";
                }
                if (message.committed != null && Object.hasOwnProperty.call(message, "committed")) {
                    object.committed = $root.tributary.v1.Committed.toObject(message.committed, options, q + 1);
                    if (options.oneofs)
                        object.outcome = "committed";
                }
                if (message.aborted != null && Object.hasOwnProperty.call(message, "aborted")) {
                    object.aborted = $root.tributary.v1.Aborted.toObject(message.aborted, options, q + 1);
                    if (options.oneofs)
                        object.outcome = "aborted";
                }
                return object;
            };

            return GetOutcomeResponse;
        })();

        v1.NotYet = (function() {

            function NotYet(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            NotYet.prototype.retryAfterMs = 0;
            NotYet.prototype.phase = "";
            NotYet.prototype.invited = false;

            NotYet.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.retryAfterMs != null && Object.hasOwnProperty.call(message, "retryAfterMs"))
                    writer.uint32(8).uint32(message.retryAfterMs);
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(18).string(message.phase);
                if (message.invited != null && Object.hasOwnProperty.call(message, "invited"))
                    writer.uint32(24).bool(message.invited);
                return writer;
            };

            NotYet.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.NotYet();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.retryAfterMs = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.phase = reader.string();
                            break;
                        }
                    case 3: {
                            message.invited = reader.bool();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            NotYet.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.retryAfterMs = 0;
                    object.phase = "";
                    object.invited = false;
                }
                if (message.retryAfterMs != null && Object.hasOwnProperty.call(message, "retryAfterMs"))
                    object.retryAfterMs = message.retryAfterMs;
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.invited != null && Object.hasOwnProperty.call(message, "invited"))
                    object.invited = message.invited;
                return object;
            };

            return NotYet;
        })();

        v1.Committed = (function() {

            function Committed(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Committed.prototype.receipt = null;
            Committed.prototype.counted = false;

            Committed.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.receipt != null && Object.hasOwnProperty.call(message, "receipt"))
                    $root.tributary.v1.SignedDocument.encode(message.receipt, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.counted != null && Object.hasOwnProperty.call(message, "counted"))
                    writer.uint32(16).bool(message.counted);
                return writer;
            };

            Committed.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Committed();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.receipt = $root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.counted = reader.bool();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Committed.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.receipt = null;
                    object.counted = false;
                }
                if (message.receipt != null && Object.hasOwnProperty.call(message, "receipt"))
                    object.receipt = $root.tributary.v1.SignedDocument.toObject(message.receipt, options, q + 1);
                if (message.counted != null && Object.hasOwnProperty.call(message, "counted"))
                    object.counted = message.counted;
                return object;
            };

            return Committed;
        })();

        v1.Aborted = (function() {

            function Aborted(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Aborted.prototype.cause = "";
            Aborted.prototype.detail = "";

            Aborted.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.cause != null && Object.hasOwnProperty.call(message, "cause"))
                    writer.uint32(10).string(message.cause);
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    writer.uint32(18).string(message.detail);
                return writer;
            };

            Aborted.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Aborted();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.cause = reader.string();
                            break;
                        }
                    case 2: {
                            message.detail = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Aborted.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.cause = "";
                    object.detail = "";
                }
                if (message.cause != null && Object.hasOwnProperty.call(message, "cause"))
                    object.cause = message.cause;
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            return Aborted;
        })();

        v1.GetReceiptsRequest = (function() {

            function GetReceiptsRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetReceiptsRequest.prototype.taskId = "";
            GetReceiptsRequest.prototype.fromRound = 0;
            GetReceiptsRequest.prototype.limit = 0;

            GetReceiptsRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.fromRound != null && Object.hasOwnProperty.call(message, "fromRound"))
                    writer.uint32(16).uint32(message.fromRound);
                if (message.limit != null && Object.hasOwnProperty.call(message, "limit"))
                    writer.uint32(24).uint32(message.limit);
                return writer;
            };

            GetReceiptsRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetReceiptsRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.fromRound = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.limit = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetReceiptsRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.fromRound = 0;
                    object.limit = 0;
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.fromRound != null && Object.hasOwnProperty.call(message, "fromRound"))
                    object.fromRound = message.fromRound;
                if (message.limit != null && Object.hasOwnProperty.call(message, "limit"))
                    object.limit = message.limit;
                return object;
            };

            return GetReceiptsRequest;
        })();

        v1.GetReceiptsResponse = (function() {

            function GetReceiptsResponse(properties) {
                this.receipts = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetReceiptsResponse.prototype.receipts = $util.emptyArray;

            GetReceiptsResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.receipts != null && message.receipts.length)
                    for (let i = 0; i < message.receipts.length; ++i)
                        $root.tributary.v1.SignedDocument.encode(message.receipts[i], writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetReceiptsResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetReceiptsResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            if (!(message.receipts && message.receipts.length))
                                message.receipts = [];
                            message.receipts.push($root.tributary.v1.SignedDocument.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetReceiptsResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.receipts = [];
                if (message.receipts && message.receipts.length) {
                    object.receipts = [];
                    for (let j = 0; j < message.receipts.length; ++j)
                        object.receipts[j] = $root.tributary.v1.SignedDocument.toObject(message.receipts[j], options, q + 1);
                }
                return object;
            };

            return GetReceiptsResponse;
        })();

        v1.DownloadRequest = (function() {

            function DownloadRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            DownloadRequest.prototype.taskId = "";
            DownloadRequest.prototype.digest = $util.newBuffer([]);
            DownloadRequest.prototype.offset = 0;

            DownloadRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(18).bytes(message.digest);
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    writer.uint32(24).uint32(message.offset);
                return writer;
            };

            DownloadRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.DownloadRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.digest = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.offset = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            DownloadRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    if (options.bytes === String)
                        object.digest = "";
                    else {
                        object.digest = [];
                        if (options.bytes !== Array)
                            object.digest = $util.newBuffer(object.digest);
                    }
                    object.offset = 0;
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    object.offset = message.offset;
                return object;
            };

            return DownloadRequest;
        })();

        v1.ReadyRequest = (function() {

            function ReadyRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ReadyRequest.prototype.key = null;
            ReadyRequest.prototype.descriptorDigest = $util.newBuffer([]);
            ReadyRequest.prototype.uploadSizeBytes = 0;
            ReadyRequest.prototype.statement = $util.newBuffer([]);
            ReadyRequest.prototype.engine = "";

            ReadyRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.descriptorDigest != null && Object.hasOwnProperty.call(message, "descriptorDigest"))
                    writer.uint32(18).bytes(message.descriptorDigest);
                if (message.uploadSizeBytes != null && Object.hasOwnProperty.call(message, "uploadSizeBytes"))
                    writer.uint32(24).uint32(message.uploadSizeBytes);
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    writer.uint32(34).bytes(message.statement);
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    writer.uint32(42).string(message.engine);
                return writer;
            };

            ReadyRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ReadyRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.descriptorDigest = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.uploadSizeBytes = reader.uint32();
                            break;
                        }
                    case 4: {
                            message.statement = reader.bytes();
                            break;
                        }
                    case 5: {
                            message.engine = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ReadyRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.descriptorDigest = "";
                    else {
                        object.descriptorDigest = [];
                        if (options.bytes !== Array)
                            object.descriptorDigest = $util.newBuffer(object.descriptorDigest);
                    }
                    object.uploadSizeBytes = 0;
                    if (options.bytes === String)
                        object.statement = "";
                    else {
                        object.statement = [];
                        if (options.bytes !== Array)
                            object.statement = $util.newBuffer(object.statement);
                    }
                    object.engine = "";
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.descriptorDigest != null && Object.hasOwnProperty.call(message, "descriptorDigest"))
                    object.descriptorDigest = options.bytes === String ? $util.base64.encode(message.descriptorDigest, 0, message.descriptorDigest.length) : options.bytes === Array ? Array.prototype.slice.call(message.descriptorDigest) : message.descriptorDigest;
                if (message.uploadSizeBytes != null && Object.hasOwnProperty.call(message, "uploadSizeBytes"))
                    object.uploadSizeBytes = message.uploadSizeBytes;
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    object.statement = options.bytes === String ? $util.base64.encode(message.statement, 0, message.statement.length) : options.bytes === Array ? Array.prototype.slice.call(message.statement) : message.statement;
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    object.engine = message.engine;
                return object;
            };

            return ReadyRequest;
        })();

        v1.ReadyResponse = (function() {

            function ReadyResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ReadyResponse.prototype.noted = null;
            ReadyResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(ReadyResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["noted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            ReadyResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.noted != null && Object.hasOwnProperty.call(message, "noted"))
                    $root.tributary.v1.NotYet.encode(message.noted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            ReadyResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ReadyResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.noted = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ReadyResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.noted != null && Object.hasOwnProperty.call(message, "noted")) {
                    object.noted = $root.tributary.v1.NotYet.toObject(message.noted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "noted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return ReadyResponse;
        })();

        v1.Refused = (function() {

            function Refused(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Refused.prototype.reason = "";
            Refused.prototype.detail = "";

            Refused.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(10).string(message.reason);
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    writer.uint32(18).string(message.detail);
                return writer;
            };

            Refused.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Refused();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.reason = reader.string();
                            break;
                        }
                    case 2: {
                            message.detail = reader.string();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Refused.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.reason = "";
                    object.detail = "";
                }
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            return Refused;
        })();

        v1.LeaveRequest = (function() {

            function LeaveRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            LeaveRequest.prototype.key = null;
            LeaveRequest.prototype.reason = "";
            LeaveRequest.prototype.statement = $util.newBuffer([]);

            LeaveRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(18).string(message.reason);
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    writer.uint32(26).bytes(message.statement);
                return writer;
            };

            LeaveRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.LeaveRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.reason = reader.string();
                            break;
                        }
                    case 3: {
                            message.statement = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            LeaveRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    object.reason = "";
                    if (options.bytes === String)
                        object.statement = "";
                    else {
                        object.statement = [];
                        if (options.bytes !== Array)
                            object.statement = $util.newBuffer(object.statement);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    object.statement = options.bytes === String ? $util.base64.encode(message.statement, 0, message.statement.length) : options.bytes === Array ? Array.prototype.slice.call(message.statement) : message.statement;
                return object;
            };

            return LeaveRequest;
        })();

        v1.LeaveResponse = (function() {

            function LeaveResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            LeaveResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            LeaveResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.LeaveResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            LeaveResponse.toObject = function toObject() {
                return {};
            };

            return LeaveResponse;
        })();

        v1.UploadStatusRequest = (function() {

            function UploadStatusRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            UploadStatusRequest.prototype.key = null;

            UploadStatusRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            UploadStatusRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.UploadStatusRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            UploadStatusRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return UploadStatusRequest;
        })();

        v1.UploadStatusResponse = (function() {

            function UploadStatusResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            UploadStatusResponse.prototype.haveBytes = 0;
            UploadStatusResponse.prototype.committed = false;

            UploadStatusResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.haveBytes != null && Object.hasOwnProperty.call(message, "haveBytes"))
                    writer.uint32(8).uint32(message.haveBytes);
                if (message.committed != null && Object.hasOwnProperty.call(message, "committed"))
                    writer.uint32(16).bool(message.committed);
                return writer;
            };

            UploadStatusResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.UploadStatusResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.haveBytes = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.committed = reader.bool();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            UploadStatusResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.haveBytes = 0;
                    object.committed = false;
                }
                if (message.haveBytes != null && Object.hasOwnProperty.call(message, "haveBytes"))
                    object.haveBytes = message.haveBytes;
                if (message.committed != null && Object.hasOwnProperty.call(message, "committed"))
                    object.committed = message.committed;
                return object;
            };

            return UploadStatusResponse;
        })();

        v1.PutChunkRequest = (function() {

            function PutChunkRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PutChunkRequest.prototype.key = null;
            PutChunkRequest.prototype.offset = 0;
            PutChunkRequest.prototype.data = $util.newBuffer([]);

            PutChunkRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    writer.uint32(16).uint32(message.offset);
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(26).bytes(message.data);
                return writer;
            };

            PutChunkRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.PutChunkRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.offset = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.data = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            PutChunkRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    object.offset = 0;
                    if (options.bytes === String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    object.offset = message.offset;
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === Array ? Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            return PutChunkRequest;
        })();

        v1.PutChunkResponse = (function() {

            function PutChunkResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PutChunkResponse.prototype.nextOffset = null;
            PutChunkResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(PutChunkResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["nextOffset", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            PutChunkResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.nextOffset != null && Object.hasOwnProperty.call(message, "nextOffset"))
                    writer.uint32(8).uint32(message.nextOffset);
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            PutChunkResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.PutChunkResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.nextOffset = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            PutChunkResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.nextOffset != null && Object.hasOwnProperty.call(message, "nextOffset")) {
                    object.nextOffset = message.nextOffset;
                    if (options.oneofs)
                        object.answer = "nextOffset";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return PutChunkResponse;
        })();

        v1.CommitUploadRequest = (function() {

            function CommitUploadRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CommitUploadRequest.prototype.key = null;
            CommitUploadRequest.prototype.digest = $util.newBuffer([]);
            CommitUploadRequest.prototype.sizeBytes = 0;
            CommitUploadRequest.prototype.statement = $util.newBuffer([]);

            CommitUploadRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(18).bytes(message.digest);
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    writer.uint32(24).uint32(message.sizeBytes);
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    writer.uint32(34).bytes(message.statement);
                return writer;
            };

            CommitUploadRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.CommitUploadRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.digest = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.sizeBytes = reader.uint32();
                            break;
                        }
                    case 4: {
                            message.statement = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            CommitUploadRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.digest = "";
                    else {
                        object.digest = [];
                        if (options.bytes !== Array)
                            object.digest = $util.newBuffer(object.digest);
                    }
                    object.sizeBytes = 0;
                    if (options.bytes === String)
                        object.statement = "";
                    else {
                        object.statement = [];
                        if (options.bytes !== Array)
                            object.statement = $util.newBuffer(object.statement);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    object.sizeBytes = message.sizeBytes;
                if (message.statement != null && Object.hasOwnProperty.call(message, "statement"))
                    object.statement = options.bytes === String ? $util.base64.encode(message.statement, 0, message.statement.length) : options.bytes === Array ? Array.prototype.slice.call(message.statement) : message.statement;
                return object;
            };

            return CommitUploadRequest;
        })();

        v1.CommitUploadResponse = (function() {

            function CommitUploadResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CommitUploadResponse.prototype.accepted = null;
            CommitUploadResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(CommitUploadResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            CommitUploadResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    $root.tributary.v1.Accepted.encode(message.accepted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            CommitUploadResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.CommitUploadResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.accepted = $root.tributary.v1.Accepted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            CommitUploadResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted")) {
                    object.accepted = $root.tributary.v1.Accepted.toObject(message.accepted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "accepted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return CommitUploadResponse;
        })();

        v1.Accepted = (function() {

            function Accepted(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Accepted.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            Accepted.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Accepted();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Accepted.toObject = function toObject() {
                return {};
            };

            return Accepted;
        })();

        v1.AdvertiseKeysRequest = (function() {

            function AdvertiseKeysRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            AdvertiseKeysRequest.prototype.key = null;
            AdvertiseKeysRequest.prototype.cipherKey = $util.newBuffer([]);
            AdvertiseKeysRequest.prototype.maskKey = $util.newBuffer([]);
            AdvertiseKeysRequest.prototype.signature = $util.newBuffer([]);

            AdvertiseKeysRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.cipherKey != null && Object.hasOwnProperty.call(message, "cipherKey"))
                    writer.uint32(18).bytes(message.cipherKey);
                if (message.maskKey != null && Object.hasOwnProperty.call(message, "maskKey"))
                    writer.uint32(26).bytes(message.maskKey);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(34).bytes(message.signature);
                return writer;
            };

            AdvertiseKeysRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.AdvertiseKeysRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.cipherKey = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.maskKey = reader.bytes();
                            break;
                        }
                    case 4: {
                            message.signature = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            AdvertiseKeysRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.cipherKey = "";
                    else {
                        object.cipherKey = [];
                        if (options.bytes !== Array)
                            object.cipherKey = $util.newBuffer(object.cipherKey);
                    }
                    if (options.bytes === String)
                        object.maskKey = "";
                    else {
                        object.maskKey = [];
                        if (options.bytes !== Array)
                            object.maskKey = $util.newBuffer(object.maskKey);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.cipherKey != null && Object.hasOwnProperty.call(message, "cipherKey"))
                    object.cipherKey = options.bytes === String ? $util.base64.encode(message.cipherKey, 0, message.cipherKey.length) : options.bytes === Array ? Array.prototype.slice.call(message.cipherKey) : message.cipherKey;
                if (message.maskKey != null && Object.hasOwnProperty.call(message, "maskKey"))
                    object.maskKey = options.bytes === String ? $util.base64.encode(message.maskKey, 0, message.maskKey.length) : options.bytes === Array ? Array.prototype.slice.call(message.maskKey) : message.maskKey;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                return object;
            };

            return AdvertiseKeysRequest;
        })();

        v1.AdvertiseKeysResponse = (function() {

            function AdvertiseKeysResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            AdvertiseKeysResponse.prototype.accepted = null;
            AdvertiseKeysResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(AdvertiseKeysResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            AdvertiseKeysResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    $root.tributary.v1.Accepted.encode(message.accepted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            AdvertiseKeysResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.AdvertiseKeysResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.accepted = $root.tributary.v1.Accepted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            AdvertiseKeysResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted")) {
                    object.accepted = $root.tributary.v1.Accepted.toObject(message.accepted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "accepted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return AdvertiseKeysResponse;
        })();

        v1.GetRosterRequest = (function() {

            function GetRosterRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetRosterRequest.prototype.key = null;

            GetRosterRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetRosterRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetRosterRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetRosterRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return GetRosterRequest;
        })();

        v1.GetRosterResponse = (function() {

            function GetRosterResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetRosterResponse.prototype.notYet = null;
            GetRosterResponse.prototype.roster = null;
            GetRosterResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(GetRosterResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["notYet", "roster", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            GetRosterResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet"))
                    $root.tributary.v1.NotYet.encode(message.notYet, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.roster != null && Object.hasOwnProperty.call(message, "roster"))
                    $root.tributary.v1.Roster.encode(message.roster, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            GetRosterResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetRosterResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.notYet = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.roster = $root.tributary.v1.Roster.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetRosterResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet")) {
                    object.notYet = $root.tributary.v1.NotYet.toObject(message.notYet, options, q + 1);
                    if (options.oneofs)
                        object.answer = "notYet";
                }
                if (message.roster != null && Object.hasOwnProperty.call(message, "roster")) {
                    object.roster = $root.tributary.v1.Roster.toObject(message.roster, options, q + 1);
                    if (options.oneofs)
                        object.answer = "roster";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return GetRosterResponse;
        })();

        v1.Roster = (function() {

            function Roster(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Roster.prototype.adverts = $util.newBuffer([]);

            Roster.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.adverts != null && Object.hasOwnProperty.call(message, "adverts"))
                    writer.uint32(10).bytes(message.adverts);
                return writer;
            };

            Roster.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Roster();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.adverts = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Roster.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if (options.bytes === String)
                        object.adverts = "";
                    else {
                        object.adverts = [];
                        if (options.bytes !== Array)
                            object.adverts = $util.newBuffer(object.adverts);
                    }
                if (message.adverts != null && Object.hasOwnProperty.call(message, "adverts"))
                    object.adverts = options.bytes === String ? $util.base64.encode(message.adverts, 0, message.adverts.length) : options.bytes === Array ? Array.prototype.slice.call(message.adverts) : message.adverts;
                return object;
            };

            return Roster;
        })();

        v1.ShareKeysRequest = (function() {

            function ShareKeysRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ShareKeysRequest.prototype.key = null;
            ShareKeysRequest.prototype.rosterHash = $util.newBuffer([]);
            ShareKeysRequest.prototype.commitment = $util.newBuffer([]);
            ShareKeysRequest.prototype.boxes = $util.newBuffer([]);
            ShareKeysRequest.prototype.signature = $util.newBuffer([]);

            ShareKeysRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.rosterHash != null && Object.hasOwnProperty.call(message, "rosterHash"))
                    writer.uint32(18).bytes(message.rosterHash);
                if (message.commitment != null && Object.hasOwnProperty.call(message, "commitment"))
                    writer.uint32(26).bytes(message.commitment);
                if (message.boxes != null && Object.hasOwnProperty.call(message, "boxes"))
                    writer.uint32(34).bytes(message.boxes);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(42).bytes(message.signature);
                return writer;
            };

            ShareKeysRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ShareKeysRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.rosterHash = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.commitment = reader.bytes();
                            break;
                        }
                    case 4: {
                            message.boxes = reader.bytes();
                            break;
                        }
                    case 5: {
                            message.signature = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ShareKeysRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.rosterHash = "";
                    else {
                        object.rosterHash = [];
                        if (options.bytes !== Array)
                            object.rosterHash = $util.newBuffer(object.rosterHash);
                    }
                    if (options.bytes === String)
                        object.commitment = "";
                    else {
                        object.commitment = [];
                        if (options.bytes !== Array)
                            object.commitment = $util.newBuffer(object.commitment);
                    }
                    if (options.bytes === String)
                        object.boxes = "";
                    else {
                        object.boxes = [];
                        if (options.bytes !== Array)
                            object.boxes = $util.newBuffer(object.boxes);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.rosterHash != null && Object.hasOwnProperty.call(message, "rosterHash"))
                    object.rosterHash = options.bytes === String ? $util.base64.encode(message.rosterHash, 0, message.rosterHash.length) : options.bytes === Array ? Array.prototype.slice.call(message.rosterHash) : message.rosterHash;
                if (message.commitment != null && Object.hasOwnProperty.call(message, "commitment"))
                    object.commitment = options.bytes === String ? $util.base64.encode(message.commitment, 0, message.commitment.length) : options.bytes === Array ? Array.prototype.slice.call(message.commitment) : message.commitment;
                if (message.boxes != null && Object.hasOwnProperty.call(message, "boxes"))
                    object.boxes = options.bytes === String ? $util.base64.encode(message.boxes, 0, message.boxes.length) : options.bytes === Array ? Array.prototype.slice.call(message.boxes) : message.boxes;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                return object;
            };

            return ShareKeysRequest;
        })();

        v1.ShareKeysResponse = (function() {

            function ShareKeysResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ShareKeysResponse.prototype.accepted = null;
            ShareKeysResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(ShareKeysResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            ShareKeysResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    $root.tributary.v1.Accepted.encode(message.accepted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            ShareKeysResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ShareKeysResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.accepted = $root.tributary.v1.Accepted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ShareKeysResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted")) {
                    object.accepted = $root.tributary.v1.Accepted.toObject(message.accepted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "accepted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return ShareKeysResponse;
        })();

        v1.GetInboxRequest = (function() {

            function GetInboxRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetInboxRequest.prototype.key = null;

            GetInboxRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetInboxRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetInboxRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetInboxRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return GetInboxRequest;
        })();

        v1.GetInboxResponse = (function() {

            function GetInboxResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetInboxResponse.prototype.notYet = null;
            GetInboxResponse.prototype.inbox = null;
            GetInboxResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(GetInboxResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["notYet", "inbox", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            GetInboxResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet"))
                    $root.tributary.v1.NotYet.encode(message.notYet, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.inbox != null && Object.hasOwnProperty.call(message, "inbox"))
                    $root.tributary.v1.Inbox.encode(message.inbox, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            GetInboxResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetInboxResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.notYet = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.inbox = $root.tributary.v1.Inbox.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetInboxResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet")) {
                    object.notYet = $root.tributary.v1.NotYet.toObject(message.notYet, options, q + 1);
                    if (options.oneofs)
                        object.answer = "notYet";
                }
                if (message.inbox != null && Object.hasOwnProperty.call(message, "inbox")) {
                    object.inbox = $root.tributary.v1.Inbox.toObject(message.inbox, options, q + 1);
                    if (options.oneofs)
                        object.answer = "inbox";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return GetInboxResponse;
        })();

        v1.Inbox = (function() {

            function Inbox(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Inbox.prototype.sharers = $util.newBuffer([]);
            Inbox.prototype.boxes = $util.newBuffer([]);

            Inbox.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.sharers != null && Object.hasOwnProperty.call(message, "sharers"))
                    writer.uint32(10).bytes(message.sharers);
                if (message.boxes != null && Object.hasOwnProperty.call(message, "boxes"))
                    writer.uint32(18).bytes(message.boxes);
                return writer;
            };

            Inbox.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Inbox();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.sharers = reader.bytes();
                            break;
                        }
                    case 2: {
                            message.boxes = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Inbox.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === String)
                        object.sharers = "";
                    else {
                        object.sharers = [];
                        if (options.bytes !== Array)
                            object.sharers = $util.newBuffer(object.sharers);
                    }
                    if (options.bytes === String)
                        object.boxes = "";
                    else {
                        object.boxes = [];
                        if (options.bytes !== Array)
                            object.boxes = $util.newBuffer(object.boxes);
                    }
                }
                if (message.sharers != null && Object.hasOwnProperty.call(message, "sharers"))
                    object.sharers = options.bytes === String ? $util.base64.encode(message.sharers, 0, message.sharers.length) : options.bytes === Array ? Array.prototype.slice.call(message.sharers) : message.sharers;
                if (message.boxes != null && Object.hasOwnProperty.call(message, "boxes"))
                    object.boxes = options.bytes === String ? $util.base64.encode(message.boxes, 0, message.boxes.length) : options.bytes === Array ? Array.prototype.slice.call(message.boxes) : message.boxes;
                return object;
            };

            return Inbox;
        })();

        v1.GetSurvivorsRequest = (function() {

            function GetSurvivorsRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetSurvivorsRequest.prototype.key = null;

            GetSurvivorsRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetSurvivorsRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetSurvivorsRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetSurvivorsRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return GetSurvivorsRequest;
        })();

        v1.GetSurvivorsResponse = (function() {

            function GetSurvivorsResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetSurvivorsResponse.prototype.notYet = null;
            GetSurvivorsResponse.prototype.survivors = null;
            GetSurvivorsResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(GetSurvivorsResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["notYet", "survivors", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            GetSurvivorsResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet"))
                    $root.tributary.v1.NotYet.encode(message.notYet, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.survivors != null && Object.hasOwnProperty.call(message, "survivors"))
                    $root.tributary.v1.Survivors.encode(message.survivors, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            GetSurvivorsResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetSurvivorsResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.notYet = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.survivors = $root.tributary.v1.Survivors.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetSurvivorsResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet")) {
                    object.notYet = $root.tributary.v1.NotYet.toObject(message.notYet, options, q + 1);
                    if (options.oneofs)
                        object.answer = "notYet";
                }
                if (message.survivors != null && Object.hasOwnProperty.call(message, "survivors")) {
                    object.survivors = $root.tributary.v1.Survivors.toObject(message.survivors, options, q + 1);
                    if (options.oneofs)
                        object.answer = "survivors";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return GetSurvivorsResponse;
        })();

        v1.Survivors = (function() {

            function Survivors(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Survivors.prototype.members = $util.newBuffer([]);

            Survivors.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    writer.uint32(10).bytes(message.members);
                return writer;
            };

            Survivors.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Survivors();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.members = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Survivors.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if (options.bytes === String)
                        object.members = "";
                    else {
                        object.members = [];
                        if (options.bytes !== Array)
                            object.members = $util.newBuffer(object.members);
                    }
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    object.members = options.bytes === String ? $util.base64.encode(message.members, 0, message.members.length) : options.bytes === Array ? Array.prototype.slice.call(message.members) : message.members;
                return object;
            };

            return Survivors;
        })();

        v1.ConfirmRequest = (function() {

            function ConfirmRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ConfirmRequest.prototype.key = null;
            ConfirmRequest.prototype.survivorsHash = $util.newBuffer([]);
            ConfirmRequest.prototype.signature = $util.newBuffer([]);

            ConfirmRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    writer.uint32(18).bytes(message.survivorsHash);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(26).bytes(message.signature);
                return writer;
            };

            ConfirmRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ConfirmRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.survivorsHash = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.signature = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ConfirmRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.survivorsHash = "";
                    else {
                        object.survivorsHash = [];
                        if (options.bytes !== Array)
                            object.survivorsHash = $util.newBuffer(object.survivorsHash);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    object.survivorsHash = options.bytes === String ? $util.base64.encode(message.survivorsHash, 0, message.survivorsHash.length) : options.bytes === Array ? Array.prototype.slice.call(message.survivorsHash) : message.survivorsHash;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                return object;
            };

            return ConfirmRequest;
        })();

        v1.ConfirmResponse = (function() {

            function ConfirmResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ConfirmResponse.prototype.accepted = null;
            ConfirmResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(ConfirmResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            ConfirmResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    $root.tributary.v1.Accepted.encode(message.accepted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            ConfirmResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ConfirmResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.accepted = $root.tributary.v1.Accepted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ConfirmResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted")) {
                    object.accepted = $root.tributary.v1.Accepted.toObject(message.accepted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "accepted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return ConfirmResponse;
        })();

        v1.GetConfirmationsRequest = (function() {

            function GetConfirmationsRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetConfirmationsRequest.prototype.key = null;

            GetConfirmationsRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            GetConfirmationsRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetConfirmationsRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetConfirmationsRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = null;
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                return object;
            };

            return GetConfirmationsRequest;
        })();

        v1.GetConfirmationsResponse = (function() {

            function GetConfirmationsResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetConfirmationsResponse.prototype.notYet = null;
            GetConfirmationsResponse.prototype.confirmations = null;
            GetConfirmationsResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(GetConfirmationsResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["notYet", "confirmations", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            GetConfirmationsResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet"))
                    $root.tributary.v1.NotYet.encode(message.notYet, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.confirmations != null && Object.hasOwnProperty.call(message, "confirmations"))
                    $root.tributary.v1.Confirmations.encode(message.confirmations, writer.uint32(18).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(26).fork(), q + 1).ldelim();
                return writer;
            };

            GetConfirmationsResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.GetConfirmationsResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.notYet = $root.tributary.v1.NotYet.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.confirmations = $root.tributary.v1.Confirmations.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 3: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            GetConfirmationsResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.notYet != null && Object.hasOwnProperty.call(message, "notYet")) {
                    object.notYet = $root.tributary.v1.NotYet.toObject(message.notYet, options, q + 1);
                    if (options.oneofs)
                        object.answer = "notYet";
                }
                if (message.confirmations != null && Object.hasOwnProperty.call(message, "confirmations")) {
                    object.confirmations = $root.tributary.v1.Confirmations.toObject(message.confirmations, options, q + 1);
                    if (options.oneofs)
                        object.answer = "confirmations";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return GetConfirmationsResponse;
        })();

        v1.Confirmations = (function() {

            function Confirmations(properties) {
                this.sets = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Confirmations.prototype.sets = $util.emptyArray;

            Confirmations.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.sets != null && message.sets.length)
                    for (let i = 0; i < message.sets.length; ++i)
                        $root.tributary.v1.ConfirmationSet.encode(message.sets[i], writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            Confirmations.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.Confirmations();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            if (!(message.sets && message.sets.length))
                                message.sets = [];
                            message.sets.push($root.tributary.v1.ConfirmationSet.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            Confirmations.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.sets = [];
                if (message.sets && message.sets.length) {
                    object.sets = [];
                    for (let j = 0; j < message.sets.length; ++j)
                        object.sets[j] = $root.tributary.v1.ConfirmationSet.toObject(message.sets[j], options, q + 1);
                }
                return object;
            };

            return Confirmations;
        })();

        v1.ConfirmationSet = (function() {

            function ConfirmationSet(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ConfirmationSet.prototype.survivorsHash = $util.newBuffer([]);
            ConfirmationSet.prototype.members = $util.newBuffer([]);
            ConfirmationSet.prototype.signatures = $util.newBuffer([]);

            ConfirmationSet.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    writer.uint32(10).bytes(message.survivorsHash);
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    writer.uint32(18).bytes(message.members);
                if (message.signatures != null && Object.hasOwnProperty.call(message, "signatures"))
                    writer.uint32(26).bytes(message.signatures);
                return writer;
            };

            ConfirmationSet.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.ConfirmationSet();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.survivorsHash = reader.bytes();
                            break;
                        }
                    case 2: {
                            message.members = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.signatures = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            ConfirmationSet.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === String)
                        object.survivorsHash = "";
                    else {
                        object.survivorsHash = [];
                        if (options.bytes !== Array)
                            object.survivorsHash = $util.newBuffer(object.survivorsHash);
                    }
                    if (options.bytes === String)
                        object.members = "";
                    else {
                        object.members = [];
                        if (options.bytes !== Array)
                            object.members = $util.newBuffer(object.members);
                    }
                    if (options.bytes === String)
                        object.signatures = "";
                    else {
                        object.signatures = [];
                        if (options.bytes !== Array)
                            object.signatures = $util.newBuffer(object.signatures);
                    }
                }
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    object.survivorsHash = options.bytes === String ? $util.base64.encode(message.survivorsHash, 0, message.survivorsHash.length) : options.bytes === Array ? Array.prototype.slice.call(message.survivorsHash) : message.survivorsHash;
                if (message.members != null && Object.hasOwnProperty.call(message, "members"))
                    object.members = options.bytes === String ? $util.base64.encode(message.members, 0, message.members.length) : options.bytes === Array ? Array.prototype.slice.call(message.members) : message.members;
                if (message.signatures != null && Object.hasOwnProperty.call(message, "signatures"))
                    object.signatures = options.bytes === String ? $util.base64.encode(message.signatures, 0, message.signatures.length) : options.bytes === Array ? Array.prototype.slice.call(message.signatures) : message.signatures;
                return object;
            };

            return ConfirmationSet;
        })();

        v1.UnmaskRequest = (function() {

            function UnmaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            UnmaskRequest.prototype.key = null;
            UnmaskRequest.prototype.survivorsHash = $util.newBuffer([]);
            UnmaskRequest.prototype.shares = $util.newBuffer([]);
            UnmaskRequest.prototype.signature = $util.newBuffer([]);

            UnmaskRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    $root.tributary.v1.RoundKey.encode(message.key, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    writer.uint32(18).bytes(message.survivorsHash);
                if (message.shares != null && Object.hasOwnProperty.call(message, "shares"))
                    writer.uint32(26).bytes(message.shares);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(34).bytes(message.signature);
                return writer;
            };

            UnmaskRequest.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.UnmaskRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.key = $root.tributary.v1.RoundKey.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.survivorsHash = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.shares = reader.bytes();
                            break;
                        }
                    case 4: {
                            message.signature = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            UnmaskRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = null;
                    if (options.bytes === String)
                        object.survivorsHash = "";
                    else {
                        object.survivorsHash = [];
                        if (options.bytes !== Array)
                            object.survivorsHash = $util.newBuffer(object.survivorsHash);
                    }
                    if (options.bytes === String)
                        object.shares = "";
                    else {
                        object.shares = [];
                        if (options.bytes !== Array)
                            object.shares = $util.newBuffer(object.shares);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                }
                if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                    object.key = $root.tributary.v1.RoundKey.toObject(message.key, options, q + 1);
                if (message.survivorsHash != null && Object.hasOwnProperty.call(message, "survivorsHash"))
                    object.survivorsHash = options.bytes === String ? $util.base64.encode(message.survivorsHash, 0, message.survivorsHash.length) : options.bytes === Array ? Array.prototype.slice.call(message.survivorsHash) : message.survivorsHash;
                if (message.shares != null && Object.hasOwnProperty.call(message, "shares"))
                    object.shares = options.bytes === String ? $util.base64.encode(message.shares, 0, message.shares.length) : options.bytes === Array ? Array.prototype.slice.call(message.shares) : message.shares;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                return object;
            };

            return UnmaskRequest;
        })();

        v1.UnmaskResponse = (function() {

            function UnmaskResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            UnmaskResponse.prototype.accepted = null;
            UnmaskResponse.prototype.refused = null;

            let $oneOfFields;

            Object.defineProperty(UnmaskResponse.prototype, "answer", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            UnmaskResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted"))
                    $root.tributary.v1.Accepted.encode(message.accepted, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused"))
                    $root.tributary.v1.Refused.encode(message.refused, writer.uint32(18).fork(), q + 1).ldelim();
                return writer;
            };

            UnmaskResponse.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.UnmaskResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.accepted = $root.tributary.v1.Accepted.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.refused = $root.tributary.v1.Refused.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            UnmaskResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (message.accepted != null && Object.hasOwnProperty.call(message, "accepted")) {
                    object.accepted = $root.tributary.v1.Accepted.toObject(message.accepted, options, q + 1);
                    if (options.oneofs)
                        object.answer = "accepted";
                }
                if (message.refused != null && Object.hasOwnProperty.call(message, "refused")) {
                    object.refused = $root.tributary.v1.Refused.toObject(message.refused, options, q + 1);
                    if (options.oneofs)
                        object.answer = "refused";
                }
                return object;
            };

            return UnmaskResponse;
        })();

        v1.SignedDocument = (function() {

            function SignedDocument(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            SignedDocument.prototype.payload = $util.newBuffer([]);
            SignedDocument.prototype.signature = $util.newBuffer([]);

            SignedDocument.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.payload != null && Object.hasOwnProperty.call(message, "payload"))
                    writer.uint32(10).bytes(message.payload);
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    writer.uint32(18).bytes(message.signature);
                return writer;
            };

            SignedDocument.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.SignedDocument();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.payload = reader.bytes();
                            break;
                        }
                    case 2: {
                            message.signature = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            SignedDocument.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === String)
                        object.payload = "";
                    else {
                        object.payload = [];
                        if (options.bytes !== Array)
                            object.payload = $util.newBuffer(object.payload);
                    }
                    if (options.bytes === String)
                        object.signature = "";
                    else {
                        object.signature = [];
                        if (options.bytes !== Array)
                            object.signature = $util.newBuffer(object.signature);
                    }
                }
                if (message.payload != null && Object.hasOwnProperty.call(message, "payload"))
                    object.payload = options.bytes === String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === Array ? Array.prototype.slice.call(message.payload) : message.payload;
                if (message.signature != null && Object.hasOwnProperty.call(message, "signature"))
                    object.signature = options.bytes === String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === Array ? Array.prototype.slice.call(message.signature) : message.signature;
                return object;
            };

            return SignedDocument;
        })();

        v1.BlobRef = (function() {

            function BlobRef(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            BlobRef.prototype.digest = $util.newBuffer([]);
            BlobRef.prototype.sizeBytes = 0;

            BlobRef.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(10).bytes(message.digest);
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    writer.uint32(16).uint32(message.sizeBytes);
                return writer;
            };

            BlobRef.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.BlobRef();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.digest = reader.bytes();
                            break;
                        }
                    case 2: {
                            message.sizeBytes = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            BlobRef.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === String)
                        object.digest = "";
                    else {
                        object.digest = [];
                        if (options.bytes !== Array)
                            object.digest = $util.newBuffer(object.digest);
                    }
                    object.sizeBytes = 0;
                }
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    object.sizeBytes = message.sizeBytes;
                return object;
            };

            return BlobRef;
        })();

        v1.BlobChunk = (function() {

            function BlobChunk(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            BlobChunk.prototype.offset = 0;
            BlobChunk.prototype.data = $util.newBuffer([]);

            BlobChunk.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    writer.uint32(8).uint32(message.offset);
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(18).bytes(message.data);
                return writer;
            };

            BlobChunk.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.BlobChunk();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.offset = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.data = reader.bytes();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            BlobChunk.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.offset = 0;
                    if (options.bytes === String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    object.offset = message.offset;
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === Array ? Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            return BlobChunk;
        })();

        v1.RoundKey = (function() {

            function RoundKey(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RoundKey.prototype.taskId = "";
            RoundKey.prototype.round = 0;
            RoundKey.prototype.attempt = 0;

            RoundKey.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(16).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(24).uint32(message.attempt);
                return writer;
            };

            RoundKey.decode = function decode(reader, length, error, long) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (long === undefined)
                    long = 0;
                if (long > $Reader.recursionLimit)
                    throw Error("maximum nesting depth exceeded");
                let end, message;
                if (length === undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = new $root.tributary.v1.RoundKey();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.taskId = reader.string();
                            break;
                        }
                    case 2: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    default:
                        reader.skipType(tag & 7, long);
                        break;
                    }
                }
                if (length !== undefined) {
                    if (reader.pos !== end)
                        throw RangeError("index out of range");
                    reader.len = length;
                }
                return message;
            };

            RoundKey.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.round = 0;
                    object.attempt = 0;
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                return object;
            };

            return RoundKey;
        })();

        return v1;
    })();

    return tributary;
})();

export const messagesOf: Readonly<Record<string, MethodMessages>> = {
    GetTask: { request: $root.tributary.v1.GetTaskRequest, response: $root.tributary.v1.GetTaskResponse },
    Enroll: { request: $root.tributary.v1.EnrollRequest, response: $root.tributary.v1.EnrollResponse },
    CheckIn: { request: $root.tributary.v1.CheckInRequest, response: $root.tributary.v1.CheckInResponse },
    Watch: { request: $root.tributary.v1.WatchRequest, response: $root.tributary.v1.WatchEvent },
    GetRound: { request: $root.tributary.v1.GetRoundRequest, response: $root.tributary.v1.GetRoundResponse },
    GetOutcome: { request: $root.tributary.v1.GetOutcomeRequest, response: $root.tributary.v1.GetOutcomeResponse },
    GetReceipts: { request: $root.tributary.v1.GetReceiptsRequest, response: $root.tributary.v1.GetReceiptsResponse },
    Download: { request: $root.tributary.v1.DownloadRequest, response: $root.tributary.v1.BlobChunk },
    Ready: { request: $root.tributary.v1.ReadyRequest, response: $root.tributary.v1.ReadyResponse },
    Leave: { request: $root.tributary.v1.LeaveRequest, response: $root.tributary.v1.LeaveResponse },
    UploadStatus: { request: $root.tributary.v1.UploadStatusRequest, response: $root.tributary.v1.UploadStatusResponse },
    PutChunk: { request: $root.tributary.v1.PutChunkRequest, response: $root.tributary.v1.PutChunkResponse },
    CommitUpload: { request: $root.tributary.v1.CommitUploadRequest, response: $root.tributary.v1.CommitUploadResponse },
    AdvertiseKeys: { request: $root.tributary.v1.AdvertiseKeysRequest, response: $root.tributary.v1.AdvertiseKeysResponse },
    GetRoster: { request: $root.tributary.v1.GetRosterRequest, response: $root.tributary.v1.GetRosterResponse },
    ShareKeys: { request: $root.tributary.v1.ShareKeysRequest, response: $root.tributary.v1.ShareKeysResponse },
    GetInbox: { request: $root.tributary.v1.GetInboxRequest, response: $root.tributary.v1.GetInboxResponse },
    GetSurvivors: { request: $root.tributary.v1.GetSurvivorsRequest, response: $root.tributary.v1.GetSurvivorsResponse },
    Confirm: { request: $root.tributary.v1.ConfirmRequest, response: $root.tributary.v1.ConfirmResponse },
    GetConfirmations: { request: $root.tributary.v1.GetConfirmationsRequest, response: $root.tributary.v1.GetConfirmationsResponse },
    Unmask: { request: $root.tributary.v1.UnmaskRequest, response: $root.tributary.v1.UnmaskResponse },
};
