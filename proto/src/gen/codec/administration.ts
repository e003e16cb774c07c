// @ts-nocheck
// Made from tributary/v1/administration.proto by pbjs.
import type { MethodMessages } from "../../codec/message-codec.ts";
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;

const $root = $protobuf.roots["tributary-administration"] || ($protobuf.roots["tributary-administration"] = {});

const tributary = $root.tributary = (() => {

    const tributary = {};

    tributary.v1 = (function() {

        const v1 = {};

        v1.TaskSummary = (function() {

            function TaskSummary(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            TaskSummary.prototype.taskId = "";
            TaskSummary.prototype.title = "";
            TaskSummary.prototype.state = "";
            TaskSummary.prototype.mode = "";
            TaskSummary.prototype.round = 0;
            TaskSummary.prototype.maximumRounds = 0;
            TaskSummary.prototype.bestRound = 0;
            TaskSummary.prototype.reason = "";

            TaskSummary.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.title != null && Object.hasOwnProperty.call(message, "title"))
                    writer.uint32(18).string(message.title);
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(26).string(message.state);
                if (message.mode != null && Object.hasOwnProperty.call(message, "mode"))
                    writer.uint32(34).string(message.mode);
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(40).uint32(message.round);
                if (message.maximumRounds != null && Object.hasOwnProperty.call(message, "maximumRounds"))
                    writer.uint32(48).uint32(message.maximumRounds);
                if (message.bestRound != null && Object.hasOwnProperty.call(message, "bestRound"))
                    writer.uint32(56).uint32(message.bestRound);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(66).string(message.reason);
                return writer;
            };

            TaskSummary.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.TaskSummary();
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
                            message.title = reader.string();
                            break;
                        }
                    case 3: {
                            message.state = reader.string();
                            break;
                        }
                    case 4: {
                            message.mode = reader.string();
                            break;
                        }
                    case 5: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 6: {
                            message.maximumRounds = reader.uint32();
                            break;
                        }
                    case 7: {
                            message.bestRound = reader.uint32();
                            break;
                        }
                    case 8: {
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

            TaskSummary.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.title = "";
                    object.state = "";
                    object.mode = "";
                    object.round = 0;
                    object.maximumRounds = 0;
                    object.bestRound = 0;
                    object.reason = "";
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.title != null && Object.hasOwnProperty.call(message, "title"))
                    object.title = message.title;
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    object.state = message.state;
                if (message.mode != null && Object.hasOwnProperty.call(message, "mode"))
                    object.mode = message.mode;
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.maximumRounds != null && Object.hasOwnProperty.call(message, "maximumRounds"))
                    object.maximumRounds = message.maximumRounds;
                if (message.bestRound != null && Object.hasOwnProperty.call(message, "bestRound"))
                    object.bestRound = message.bestRound;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            return TaskSummary;
        })();

        v1.ListTasksRequest = (function() {

            function ListTasksRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListTasksRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            ListTasksRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListTasksRequest();
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

            ListTasksRequest.toObject = function toObject() {
                return {};
            };

            return ListTasksRequest;
        })();

        v1.ListTasksResponse = (function() {

            function ListTasksResponse(properties) {
                this.tasks = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListTasksResponse.prototype.tasks = $util.emptyArray;

            ListTasksResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.tasks != null && message.tasks.length)
                    for (let i = 0; i < message.tasks.length; ++i)
                        $root.tributary.v1.TaskSummary.encode(message.tasks[i], writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            ListTasksResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListTasksResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            if (!(message.tasks && message.tasks.length))
                                message.tasks = [];
                            message.tasks.push($root.tributary.v1.TaskSummary.decode(reader, reader.uint32(), undefined, long + 1));
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

            ListTasksResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.tasks = [];
                if (message.tasks && message.tasks.length) {
                    object.tasks = [];
                    for (let j = 0; j < message.tasks.length; ++j)
                        object.tasks[j] = $root.tributary.v1.TaskSummary.toObject(message.tasks[j], options, q + 1);
                }
                return object;
            };

            return ListTasksResponse;
        })();

        v1.PutBlobRequest = (function() {

            function PutBlobRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PutBlobRequest.prototype.digest = $util.newBuffer([]);
            PutBlobRequest.prototype.sizeBytes = 0;
            PutBlobRequest.prototype.offset = 0;
            PutBlobRequest.prototype.data = $util.newBuffer([]);

            PutBlobRequest.encode = function encode(message, writer, q) {
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
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    writer.uint32(24).uint32(message.offset);
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(34).bytes(message.data);
                return writer;
            };

            PutBlobRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.PutBlobRequest();
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
                    case 3: {
                            message.offset = reader.uint32();
                            break;
                        }
                    case 4: {
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

            PutBlobRequest.toObject = function toObject(message, options, q) {
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
                    object.offset = 0;
                    if (options.bytes === String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    object.sizeBytes = message.sizeBytes;
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    object.offset = message.offset;
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === Array ? Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            return PutBlobRequest;
        })();

        v1.PutBlobResponse = (function() {

            function PutBlobResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PutBlobResponse.prototype.nextOffset = 0;
            PutBlobResponse.prototype.complete = false;

            PutBlobResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.nextOffset != null && Object.hasOwnProperty.call(message, "nextOffset"))
                    writer.uint32(8).uint32(message.nextOffset);
                if (message.complete != null && Object.hasOwnProperty.call(message, "complete"))
                    writer.uint32(16).bool(message.complete);
                return writer;
            };

            PutBlobResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.PutBlobResponse();
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
                            message.complete = reader.bool();
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

            PutBlobResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.nextOffset = 0;
                    object.complete = false;
                }
                if (message.nextOffset != null && Object.hasOwnProperty.call(message, "nextOffset"))
                    object.nextOffset = message.nextOffset;
                if (message.complete != null && Object.hasOwnProperty.call(message, "complete"))
                    object.complete = message.complete;
                return object;
            };

            return PutBlobResponse;
        })();

        v1.CreateTaskRequest = (function() {

            function CreateTaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CreateTaskRequest.prototype.plan = "";
            CreateTaskRequest.prototype.baseDigest = $util.newBuffer([]);

            CreateTaskRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.plan != null && Object.hasOwnProperty.call(message, "plan"))
                    writer.uint32(10).string(message.plan);
                if (message.baseDigest != null && Object.hasOwnProperty.call(message, "baseDigest"))
                    writer.uint32(18).bytes(message.baseDigest);
                return writer;
            };

            CreateTaskRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.CreateTaskRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.plan = reader.string();
                            break;
                        }
                    case 2: {
                            message.baseDigest = reader.bytes();
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

            CreateTaskRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.plan = "";
                    if (options.bytes === String)
                        object.baseDigest = "";
                    else {
                        object.baseDigest = [];
                        if (options.bytes !== Array)
                            object.baseDigest = $util.newBuffer(object.baseDigest);
                    }
                }
                if (message.plan != null && Object.hasOwnProperty.call(message, "plan"))
                    object.plan = message.plan;
                if (message.baseDigest != null && Object.hasOwnProperty.call(message, "baseDigest"))
                    object.baseDigest = options.bytes === String ? $util.base64.encode(message.baseDigest, 0, message.baseDigest.length) : options.bytes === Array ? Array.prototype.slice.call(message.baseDigest) : message.baseDigest;
                return object;
            };

            return CreateTaskRequest;
        })();

        v1.CreateTaskResponse = (function() {

            function CreateTaskResponse(properties) {
                this.notes = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            CreateTaskResponse.prototype.taskId = "";
            CreateTaskResponse.prototype.notes = $util.emptyArray;

            CreateTaskResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.notes != null && message.notes.length)
                    for (let i = 0; i < message.notes.length; ++i)
                        writer.uint32(18).string(message.notes[i]);
                return writer;
            };

            CreateTaskResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.CreateTaskResponse();
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
                            if (!(message.notes && message.notes.length))
                                message.notes = [];
                            message.notes.push(reader.string());
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

            CreateTaskResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.notes = [];
                if (options.defaults)
                    object.taskId = "";
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.notes && message.notes.length) {
                    object.notes = [];
                    for (let j = 0; j < message.notes.length; ++j)
                        object.notes[j] = message.notes[j];
                }
                return object;
            };

            return CreateTaskResponse;
        })();

        v1.PauseTaskRequest = (function() {

            function PauseTaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PauseTaskRequest.prototype.taskId = "";

            PauseTaskRequest.encode = function encode(message, writer, q) {
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

            PauseTaskRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.PauseTaskRequest();
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

            PauseTaskRequest.toObject = function toObject(message, options, q) {
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

            return PauseTaskRequest;
        })();

        v1.PauseTaskResponse = (function() {

            function PauseTaskResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PauseTaskResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            PauseTaskResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.PauseTaskResponse();
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

            PauseTaskResponse.toObject = function toObject() {
                return {};
            };

            return PauseTaskResponse;
        })();

        v1.ResumeTaskRequest = (function() {

            function ResumeTaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ResumeTaskRequest.prototype.taskId = "";

            ResumeTaskRequest.encode = function encode(message, writer, q) {
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

            ResumeTaskRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ResumeTaskRequest();
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

            ResumeTaskRequest.toObject = function toObject(message, options, q) {
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

            return ResumeTaskRequest;
        })();

        v1.ResumeTaskResponse = (function() {

            function ResumeTaskResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ResumeTaskResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            ResumeTaskResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ResumeTaskResponse();
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

            ResumeTaskResponse.toObject = function toObject() {
                return {};
            };

            return ResumeTaskResponse;
        })();

        v1.WatchTaskRequest = (function() {

            function WatchTaskRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            WatchTaskRequest.prototype.taskId = "";

            WatchTaskRequest.encode = function encode(message, writer, q) {
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

            WatchTaskRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.WatchTaskRequest();
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

            WatchTaskRequest.toObject = function toObject(message, options, q) {
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

            return WatchTaskRequest;
        })();

        v1.TaskEvent = (function() {

            function TaskEvent(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            TaskEvent.prototype.sequence = 0;
            TaskEvent.prototype.json = "";

            TaskEvent.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.sequence != null && Object.hasOwnProperty.call(message, "sequence"))
                    writer.uint32(8).uint32(message.sequence);
                if (message.json != null && Object.hasOwnProperty.call(message, "json"))
                    writer.uint32(18).string(message.json);
                return writer;
            };

            TaskEvent.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.TaskEvent();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.sequence = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.json = reader.string();
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

            TaskEvent.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.sequence = 0;
                    object.json = "";
                }
                if (message.sequence != null && Object.hasOwnProperty.call(message, "sequence"))
                    object.sequence = message.sequence;
                if (message.json != null && Object.hasOwnProperty.call(message, "json"))
                    object.json = message.json;
                return object;
            };

            return TaskEvent;
        })();

        v1.RoundSummary = (function() {

            function RoundSummary(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RoundSummary.prototype.round = 0;
            RoundSummary.prototype.attempt = 0;
            RoundSummary.prototype.phase = "";
            RoundSummary.prototype.cause = "";
            RoundSummary.prototype.leased = 0;
            RoundSummary.prototype.ready = 0;
            RoundSummary.prototype.counted = 0;
            RoundSummary.prototype.rejected = 0;
            RoundSummary.prototype.dropped = 0;
            RoundSummary.prototype.loss = 0;
            RoundSummary.prototype.accuracy = 0;
            RoundSummary.prototype.macroF1 = 0;
            RoundSummary.prototype.bytesUp = 0;
            RoundSummary.prototype.bytesDown = 0;
            RoundSummary.prototype.seconds = 0;
            RoundSummary.prototype.modelDigest = $util.newBuffer([]);
            RoundSummary.prototype.best = false;
            RoundSummary.prototype.perplexity = 0;
            RoundSummary.prototype.macroPrecision = 0;
            RoundSummary.prototype.macroRecall = 0;
            RoundSummary.prototype.weightedPrecision = 0;
            RoundSummary.prototype.weightedRecall = 0;
            RoundSummary.prototype.weightedF1 = 0;
            RoundSummary.prototype.baseLoss = 0;
            RoundSummary.prototype.basePerplexity = 0;
            RoundSummary.prototype.baseAccuracy = 0;
            RoundSummary.prototype.baseMacroF1 = 0;
            RoundSummary.prototype.baseWeightedF1 = 0;

            RoundSummary.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(16).uint32(message.attempt);
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(26).string(message.phase);
                if (message.cause != null && Object.hasOwnProperty.call(message, "cause"))
                    writer.uint32(34).string(message.cause);
                if (message.leased != null && Object.hasOwnProperty.call(message, "leased"))
                    writer.uint32(40).uint32(message.leased);
                if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                    writer.uint32(48).uint32(message.ready);
                if (message.counted != null && Object.hasOwnProperty.call(message, "counted"))
                    writer.uint32(56).uint32(message.counted);
                if (message.rejected != null && Object.hasOwnProperty.call(message, "rejected"))
                    writer.uint32(64).uint32(message.rejected);
                if (message.dropped != null && Object.hasOwnProperty.call(message, "dropped"))
                    writer.uint32(72).uint32(message.dropped);
                if (message.loss != null && Object.hasOwnProperty.call(message, "loss"))
                    writer.uint32(81).double(message.loss);
                if (message.accuracy != null && Object.hasOwnProperty.call(message, "accuracy"))
                    writer.uint32(89).double(message.accuracy);
                if (message.macroF1 != null && Object.hasOwnProperty.call(message, "macroF1"))
                    writer.uint32(97).double(message.macroF1);
                if (message.bytesUp != null && Object.hasOwnProperty.call(message, "bytesUp"))
                    writer.uint32(105).double(message.bytesUp);
                if (message.bytesDown != null && Object.hasOwnProperty.call(message, "bytesDown"))
                    writer.uint32(113).double(message.bytesDown);
                if (message.seconds != null && Object.hasOwnProperty.call(message, "seconds"))
                    writer.uint32(121).double(message.seconds);
                if (message.modelDigest != null && Object.hasOwnProperty.call(message, "modelDigest"))
                    writer.uint32(130).bytes(message.modelDigest);
                if (message.best != null && Object.hasOwnProperty.call(message, "best"))
                    writer.uint32(136).bool(message.best);
                if (message.perplexity != null && Object.hasOwnProperty.call(message, "perplexity"))
                    writer.uint32(145).double(message.perplexity);
                if (message.macroPrecision != null && Object.hasOwnProperty.call(message, "macroPrecision"))
                    writer.uint32(153).double(message.macroPrecision);
                if (message.macroRecall != null && Object.hasOwnProperty.call(message, "macroRecall"))
                    writer.uint32(161).double(message.macroRecall);
                if (message.weightedPrecision != null && Object.hasOwnProperty.call(message, "weightedPrecision"))
                    writer.uint32(169).double(message.weightedPrecision);
                if (message.weightedRecall != null && Object.hasOwnProperty.call(message, "weightedRecall"))
                    writer.uint32(177).double(message.weightedRecall);
                if (message.weightedF1 != null && Object.hasOwnProperty.call(message, "weightedF1"))
                    writer.uint32(185).double(message.weightedF1);
                if (message.baseLoss != null && Object.hasOwnProperty.call(message, "baseLoss"))
                    writer.uint32(193).double(message.baseLoss);
                if (message.basePerplexity != null && Object.hasOwnProperty.call(message, "basePerplexity"))
                    writer.uint32(201).double(message.basePerplexity);
                if (message.baseAccuracy != null && Object.hasOwnProperty.call(message, "baseAccuracy"))
                    writer.uint32(209).double(message.baseAccuracy);
                if (message.baseMacroF1 != null && Object.hasOwnProperty.call(message, "baseMacroF1"))
                    writer.uint32(217).double(message.baseMacroF1);
                if (message.baseWeightedF1 != null && Object.hasOwnProperty.call(message, "baseWeightedF1"))
                    writer.uint32(225).double(message.baseWeightedF1);
                return writer;
            };

            RoundSummary.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.RoundSummary();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.phase = reader.string();
                            break;
                        }
                    case 4: {
                            message.cause = reader.string();
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
                            message.counted = reader.uint32();
                            break;
                        }
                    case 8: {
                            message.rejected = reader.uint32();
                            break;
                        }
                    case 9: {
                            message.dropped = reader.uint32();
                            break;
                        }
                    case 10: {
                            message.loss = reader.double();
                            break;
                        }
                    case 11: {
                            message.accuracy = reader.double();
                            break;
                        }
                    case 12: {
                            message.macroF1 = reader.double();
                            break;
                        }
                    case 13: {
                            message.bytesUp = reader.double();
                            break;
                        }
                    case 14: {
                            message.bytesDown = reader.double();
                            break;
                        }
                    case 15: {
                            message.seconds = reader.double();
                            break;
                        }
                    case 16: {
                            message.modelDigest = reader.bytes();
                            break;
                        }
                    case 17: {
                            message.best = reader.bool();
                            break;
                        }
                    case 18: {
                            message.perplexity = reader.double();
                            break;
                        }
                    case 19: {
                            message.macroPrecision = reader.double();
                            break;
                        }
                    case 20: {
                            message.macroRecall = reader.double();
                            break;
                        }
                    case 21: {
                            message.weightedPrecision = reader.double();
                            break;
                        }
                    case 22: {
                            message.weightedRecall = reader.double();
                            break;
                        }
                    case 23: {
                            message.weightedF1 = reader.double();
                            break;
                        }
                    case 24: {
                            message.baseLoss = reader.double();
                            break;
                        }
                    case 25: {
                            message.basePerplexity = reader.double();
                            break;
                        }
                    case 26: {
                            message.baseAccuracy = reader.double();
                            break;
                        }
                    case 27: {
                            message.baseMacroF1 = reader.double();
                            break;
                        }
                    case 28: {
                            message.baseWeightedF1 = reader.double();
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

            RoundSummary.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.round = 0;
                    object.attempt = 0;
                    object.phase = "";
                    object.cause = "";
                    object.leased = 0;
                    object.ready = 0;
                    object.counted = 0;
                    object.rejected = 0;
                    object.dropped = 0;
                    object.loss = 0;
                    object.accuracy = 0;
                    object.macroF1 = 0;
                    object.bytesUp = 0;
                    object.bytesDown = 0;
                    object.seconds = 0;
                    if (options.bytes === String)
                        object.modelDigest = "";
                    else {
                        object.modelDigest = [];
                        if (options.bytes !== Array)
                            object.modelDigest = $util.newBuffer(object.modelDigest);
                    }
                    object.best = false;
                    object.perplexity = 0;
                    object.macroPrecision = 0;
                    object.macroRecall = 0;
                    object.weightedPrecision = 0;
                    object.weightedRecall = 0;
                    object.weightedF1 = 0;
                    object.baseLoss = 0;
                    object.basePerplexity = 0;
                    object.baseAccuracy = 0;
                    object.baseMacroF1 = 0;
                    object.baseWeightedF1 = 0;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.cause != null && Object.hasOwnProperty.call(message, "cause"))
                    object.cause = message.cause;
                if (message.leased != null && Object.hasOwnProperty.call(message, "leased"))
                    object.leased = message.leased;
                if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                    object.ready = message.ready;
                if (message.counted != null && Object.hasOwnProperty.call(message, "counted"))
                    object.counted = message.counted;
                if (message.rejected != null && Object.hasOwnProperty.call(message, "rejected"))
                    object.rejected = message.rejected;
                if (message.dropped != null && Object.hasOwnProperty.call(message, "dropped"))
                    object.dropped = message.dropped;
                if (message.loss != null && Object.hasOwnProperty.call(message, "loss"))
                    object.loss = options.json && !isFinite(message.loss) ? String(message.loss) : message.loss;
                if (message.accuracy != null && Object.hasOwnProperty.call(message, "accuracy"))
                    object.accuracy = options.json && !isFinite(message.accuracy) ? String(message.accuracy) : message.accuracy;
                if (message.macroF1 != null && Object.hasOwnProperty.call(message, "macroF1"))
                    object.macroF1 = options.json && !isFinite(message.macroF1) ? String(message.macroF1) : message.macroF1;
                if (message.bytesUp != null && Object.hasOwnProperty.call(message, "bytesUp"))
                    object.bytesUp = options.json && !isFinite(message.bytesUp) ? String(message.bytesUp) : message.bytesUp;
                if (message.bytesDown != null && Object.hasOwnProperty.call(message, "bytesDown"))
                    object.bytesDown = options.json && !isFinite(message.bytesDown) ? String(message.bytesDown) : message.bytesDown;
                if (message.seconds != null && Object.hasOwnProperty.call(message, "seconds"))
                    object.seconds = options.json && !isFinite(message.seconds) ? String(message.seconds) : message.seconds;
                if (message.modelDigest != null && Object.hasOwnProperty.call(message, "modelDigest"))
                    object.modelDigest = options.bytes === String ? $util.base64.encode(message.modelDigest, 0, message.modelDigest.length) : options.bytes === Array ? Array.prototype.slice.call(message.modelDigest) : message.modelDigest;
                if (message.best != null && Object.hasOwnProperty.call(message, "best"))
                    object.best = message.best;
                if (message.perplexity != null && Object.hasOwnProperty.call(message, "perplexity"))
                    object.perplexity = options.json && !isFinite(message.perplexity) ? String(message.perplexity) : message.perplexity;
                if (message.macroPrecision != null && Object.hasOwnProperty.call(message, "macroPrecision"))
                    object.macroPrecision = options.json && !isFinite(message.macroPrecision) ? String(message.macroPrecision) : message.macroPrecision;
                if (message.macroRecall != null && Object.hasOwnProperty.call(message, "macroRecall"))
                    object.macroRecall = options.json && !isFinite(message.macroRecall) ? String(message.macroRecall) : message.macroRecall;
                if (message.weightedPrecision != null && Object.hasOwnProperty.call(message, "weightedPrecision"))
                    object.weightedPrecision = options.json && !isFinite(message.weightedPrecision) ? String(message.weightedPrecision) : message.weightedPrecision;
                if (message.weightedRecall != null && Object.hasOwnProperty.call(message, "weightedRecall"))
                    object.weightedRecall = options.json && !isFinite(message.weightedRecall) ? String(message.weightedRecall) : message.weightedRecall;
                if (message.weightedF1 != null && Object.hasOwnProperty.call(message, "weightedF1"))
                    object.weightedF1 = options.json && !isFinite(message.weightedF1) ? String(message.weightedF1) : message.weightedF1;
                if (message.baseLoss != null && Object.hasOwnProperty.call(message, "baseLoss"))
                    object.baseLoss = options.json && !isFinite(message.baseLoss) ? String(message.baseLoss) : message.baseLoss;
                if (message.basePerplexity != null && Object.hasOwnProperty.call(message, "basePerplexity"))
                    object.basePerplexity = options.json && !isFinite(message.basePerplexity) ? String(message.basePerplexity) : message.basePerplexity;
                if (message.baseAccuracy != null && Object.hasOwnProperty.call(message, "baseAccuracy"))
                    object.baseAccuracy = options.json && !isFinite(message.baseAccuracy) ? String(message.baseAccuracy) : message.baseAccuracy;
                if (message.baseMacroF1 != null && Object.hasOwnProperty.call(message, "baseMacroF1"))
                    object.baseMacroF1 = options.json && !isFinite(message.baseMacroF1) ? String(message.baseMacroF1) : message.baseMacroF1;
                if (message.baseWeightedF1 != null && Object.hasOwnProperty.call(message, "baseWeightedF1"))
                    object.baseWeightedF1 = options.json && !isFinite(message.baseWeightedF1) ? String(message.baseWeightedF1) : message.baseWeightedF1;
                return object;
            };

            return RoundSummary;
        })();

        v1.ListRoundsRequest = (function() {

            function ListRoundsRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListRoundsRequest.prototype.taskId = "";

            ListRoundsRequest.encode = function encode(message, writer, q) {
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

            ListRoundsRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListRoundsRequest();
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

            ListRoundsRequest.toObject = function toObject(message, options, q) {
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

            return ListRoundsRequest;
        })();

        v1.ListRoundsResponse = (function() {

            function ListRoundsResponse(properties) {
                this.rounds = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListRoundsResponse.prototype.rounds = $util.emptyArray;

            ListRoundsResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.rounds != null && message.rounds.length)
                    for (let i = 0; i < message.rounds.length; ++i)
                        $root.tributary.v1.RoundSummary.encode(message.rounds[i], writer.uint32(10).fork(), q + 1).ldelim();
                return writer;
            };

            ListRoundsResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListRoundsResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            if (!(message.rounds && message.rounds.length))
                                message.rounds = [];
                            message.rounds.push($root.tributary.v1.RoundSummary.decode(reader, reader.uint32(), undefined, long + 1));
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

            ListRoundsResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.rounds = [];
                if (message.rounds && message.rounds.length) {
                    object.rounds = [];
                    for (let j = 0; j < message.rounds.length; ++j)
                        object.rounds[j] = $root.tributary.v1.RoundSummary.toObject(message.rounds[j], options, q + 1);
                }
                return object;
            };

            return ListRoundsResponse;
        })();

        v1.ClientSummary = (function() {

            function ClientSummary(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ClientSummary.prototype.clientId = "";
            ClientSummary.prototype.kind = "";
            ClientSummary.prototype.release = "";
            ClientSummary.prototype.revoked = false;
            ClientSummary.prototype.enrolledAtUnixMs = 0;
            ClientSummary.prototype.roundsCounted = 0;
            ClientSummary.prototype.updatesRejected = 0;
            ClientSummary.prototype.engine = "";

            ClientSummary.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(10).string(message.clientId);
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    writer.uint32(18).string(message.kind);
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    writer.uint32(26).string(message.release);
                if (message.revoked != null && Object.hasOwnProperty.call(message, "revoked"))
                    writer.uint32(32).bool(message.revoked);
                if (message.enrolledAtUnixMs != null && Object.hasOwnProperty.call(message, "enrolledAtUnixMs"))
                    writer.uint32(41).double(message.enrolledAtUnixMs);
                if (message.roundsCounted != null && Object.hasOwnProperty.call(message, "roundsCounted"))
                    writer.uint32(48).uint32(message.roundsCounted);
                if (message.updatesRejected != null && Object.hasOwnProperty.call(message, "updatesRejected"))
                    writer.uint32(56).uint32(message.updatesRejected);
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    writer.uint32(66).string(message.engine);
                return writer;
            };

            ClientSummary.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ClientSummary();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.clientId = reader.string();
                            break;
                        }
                    case 2: {
                            message.kind = reader.string();
                            break;
                        }
                    case 3: {
                            message.release = reader.string();
                            break;
                        }
                    case 4: {
                            message.revoked = reader.bool();
                            break;
                        }
                    case 5: {
                            message.enrolledAtUnixMs = reader.double();
                            break;
                        }
                    case 6: {
                            message.roundsCounted = reader.uint32();
                            break;
                        }
                    case 7: {
                            message.updatesRejected = reader.uint32();
                            break;
                        }
                    case 8: {
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

            ClientSummary.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.clientId = "";
                    object.kind = "";
                    object.release = "";
                    object.revoked = false;
                    object.enrolledAtUnixMs = 0;
                    object.roundsCounted = 0;
                    object.updatesRejected = 0;
                    object.engine = "";
                }
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    object.kind = message.kind;
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    object.release = message.release;
                if (message.revoked != null && Object.hasOwnProperty.call(message, "revoked"))
                    object.revoked = message.revoked;
                if (message.enrolledAtUnixMs != null && Object.hasOwnProperty.call(message, "enrolledAtUnixMs"))
                    object.enrolledAtUnixMs = options.json && !isFinite(message.enrolledAtUnixMs) ? String(message.enrolledAtUnixMs) : message.enrolledAtUnixMs;
                if (message.roundsCounted != null && Object.hasOwnProperty.call(message, "roundsCounted"))
                    object.roundsCounted = message.roundsCounted;
                if (message.updatesRejected != null && Object.hasOwnProperty.call(message, "updatesRejected"))
                    object.updatesRejected = message.updatesRejected;
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    object.engine = message.engine;
                return object;
            };

            return ClientSummary;
        })();

        v1.ListClientsRequest = (function() {

            function ListClientsRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListClientsRequest.prototype.limit = 0;
            ListClientsRequest.prototype.prefix = "";

            ListClientsRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.limit != null && Object.hasOwnProperty.call(message, "limit"))
                    writer.uint32(8).uint32(message.limit);
                if (message.prefix != null && Object.hasOwnProperty.call(message, "prefix"))
                    writer.uint32(18).string(message.prefix);
                return writer;
            };

            ListClientsRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListClientsRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.limit = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.prefix = reader.string();
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

            ListClientsRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.limit = 0;
                    object.prefix = "";
                }
                if (message.limit != null && Object.hasOwnProperty.call(message, "limit"))
                    object.limit = message.limit;
                if (message.prefix != null && Object.hasOwnProperty.call(message, "prefix"))
                    object.prefix = message.prefix;
                return object;
            };

            return ListClientsRequest;
        })();

        v1.ListClientsResponse = (function() {

            function ListClientsResponse(properties) {
                this.clients = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ListClientsResponse.prototype.clients = $util.emptyArray;
            ListClientsResponse.prototype.total = 0;

            ListClientsResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.clients != null && message.clients.length)
                    for (let i = 0; i < message.clients.length; ++i)
                        $root.tributary.v1.ClientSummary.encode(message.clients[i], writer.uint32(10).fork(), q + 1).ldelim();
                if (message.total != null && Object.hasOwnProperty.call(message, "total"))
                    writer.uint32(16).uint32(message.total);
                return writer;
            };

            ListClientsResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ListClientsResponse();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            if (!(message.clients && message.clients.length))
                                message.clients = [];
                            message.clients.push($root.tributary.v1.ClientSummary.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 2: {
                            message.total = reader.uint32();
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

            ListClientsResponse.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.clients = [];
                if (options.defaults)
                    object.total = 0;
                if (message.clients && message.clients.length) {
                    object.clients = [];
                    for (let j = 0; j < message.clients.length; ++j)
                        object.clients[j] = $root.tributary.v1.ClientSummary.toObject(message.clients[j], options, q + 1);
                }
                if (message.total != null && Object.hasOwnProperty.call(message, "total"))
                    object.total = message.total;
                return object;
            };

            return ListClientsResponse;
        })();

        v1.RevokeClientRequest = (function() {

            function RevokeClientRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RevokeClientRequest.prototype.clientId = "";
            RevokeClientRequest.prototype.reason = "";

            RevokeClientRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(10).string(message.clientId);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(18).string(message.reason);
                return writer;
            };

            RevokeClientRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.RevokeClientRequest();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.clientId = reader.string();
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

            RevokeClientRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.clientId = "";
                    object.reason = "";
                }
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            return RevokeClientRequest;
        })();

        v1.RevokeClientResponse = (function() {

            function RevokeClientResponse(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RevokeClientResponse.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                return writer;
            };

            RevokeClientResponse.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.RevokeClientResponse();
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

            RevokeClientResponse.toObject = function toObject() {
                return {};
            };

            return RevokeClientResponse;
        })();

        v1.AdministrationDownloadRequest = (function() {

            function AdministrationDownloadRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            AdministrationDownloadRequest.prototype.digest = $util.newBuffer([]);
            AdministrationDownloadRequest.prototype.offset = 0;

            AdministrationDownloadRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(10).bytes(message.digest);
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    writer.uint32(16).uint32(message.offset);
                return writer;
            };

            AdministrationDownloadRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.AdministrationDownloadRequest();
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

            AdministrationDownloadRequest.toObject = function toObject(message, options, q) {
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
                    object.offset = 0;
                }
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.offset != null && Object.hasOwnProperty.call(message, "offset"))
                    object.offset = message.offset;
                return object;
            };

            return AdministrationDownloadRequest;
        })();

        v1.GetTaskStatusRequest = (function() {

            function GetTaskStatusRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            GetTaskStatusRequest.prototype.taskId = "";

            GetTaskStatusRequest.encode = function encode(message, writer, q) {
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

            GetTaskStatusRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.GetTaskStatusRequest();
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

            GetTaskStatusRequest.toObject = function toObject(message, options, q) {
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

            return GetTaskStatusRequest;
        })();

        v1.TaskStatus = (function() {

            function TaskStatus(properties) {
                this.rounds = [];
                this.attempts = [];
                this.participants = [];
                this.rejected = [];
                this.departures = [];
                this.models = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            TaskStatus.prototype.task = null;
            TaskStatus.prototype.planDigest = $util.newBuffer([]);
            TaskStatus.prototype.baseDigest = $util.newBuffer([]);
            TaskStatus.prototype.createdAtUnixMs = 0;
            TaskStatus.prototype.nowUnixMs = 0;
            TaskStatus.prototype.running = null;
            TaskStatus.prototype.rounds = $util.emptyArray;
            TaskStatus.prototype.attempts = $util.emptyArray;
            TaskStatus.prototype.participants = $util.emptyArray;
            TaskStatus.prototype.participantCount = 0;
            TaskStatus.prototype.rejected = $util.emptyArray;
            TaskStatus.prototype.departures = $util.emptyArray;
            TaskStatus.prototype.models = $util.emptyArray;

            TaskStatus.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.task != null && Object.hasOwnProperty.call(message, "task"))
                    $root.tributary.v1.TaskSummary.encode(message.task, writer.uint32(10).fork(), q + 1).ldelim();
                if (message.planDigest != null && Object.hasOwnProperty.call(message, "planDigest"))
                    writer.uint32(18).bytes(message.planDigest);
                if (message.baseDigest != null && Object.hasOwnProperty.call(message, "baseDigest"))
                    writer.uint32(26).bytes(message.baseDigest);
                if (message.createdAtUnixMs != null && Object.hasOwnProperty.call(message, "createdAtUnixMs"))
                    writer.uint32(33).double(message.createdAtUnixMs);
                if (message.nowUnixMs != null && Object.hasOwnProperty.call(message, "nowUnixMs"))
                    writer.uint32(41).double(message.nowUnixMs);
                if (message.running != null && Object.hasOwnProperty.call(message, "running"))
                    $root.tributary.v1.RunningRound.encode(message.running, writer.uint32(50).fork(), q + 1).ldelim();
                if (message.rounds != null && message.rounds.length)
                    for (let i = 0; i < message.rounds.length; ++i)
                        $root.tributary.v1.RoundSummary.encode(message.rounds[i], writer.uint32(58).fork(), q + 1).ldelim();
                if (message.attempts != null && message.attempts.length)
                    for (let i = 0; i < message.attempts.length; ++i)
                        $root.tributary.v1.AttemptTimes.encode(message.attempts[i], writer.uint32(66).fork(), q + 1).ldelim();
                if (message.participants != null && message.participants.length)
                    for (let i = 0; i < message.participants.length; ++i)
                        $root.tributary.v1.Participant.encode(message.participants[i], writer.uint32(74).fork(), q + 1).ldelim();
                if (message.participantCount != null && Object.hasOwnProperty.call(message, "participantCount"))
                    writer.uint32(80).uint32(message.participantCount);
                if (message.rejected != null && message.rejected.length)
                    for (let i = 0; i < message.rejected.length; ++i)
                        $root.tributary.v1.RejectedUpdate.encode(message.rejected[i], writer.uint32(90).fork(), q + 1).ldelim();
                if (message.departures != null && message.departures.length)
                    for (let i = 0; i < message.departures.length; ++i)
                        $root.tributary.v1.Departure.encode(message.departures[i], writer.uint32(98).fork(), q + 1).ldelim();
                if (message.models != null && message.models.length)
                    for (let i = 0; i < message.models.length; ++i)
                        $root.tributary.v1.ModelSummary.encode(message.models[i], writer.uint32(106).fork(), q + 1).ldelim();
                return writer;
            };

            TaskStatus.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.TaskStatus();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.task = $root.tributary.v1.TaskSummary.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 2: {
                            message.planDigest = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.baseDigest = reader.bytes();
                            break;
                        }
                    case 4: {
                            message.createdAtUnixMs = reader.double();
                            break;
                        }
                    case 5: {
                            message.nowUnixMs = reader.double();
                            break;
                        }
                    case 6: {
                            message.running = $root.tributary.v1.RunningRound.decode(reader, reader.uint32(), undefined, long + 1);
                            break;
                        }
                    case 7: {
                            if (!(message.rounds && message.rounds.length))
                                message.rounds = [];
                            message.rounds.push($root.tributary.v1.RoundSummary.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 8: {
                            if (!(message.attempts && message.attempts.length))
                                message.attempts = [];
                            message.attempts.push($root.tributary.v1.AttemptTimes.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 9: {
                            if (!(message.participants && message.participants.length))
                                message.participants = [];
                            message.participants.push($root.tributary.v1.Participant.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 10: {
                            message.participantCount = reader.uint32();
                            break;
                        }
                    case 11: {
                            if (!(message.rejected && message.rejected.length))
                                message.rejected = [];
                            message.rejected.push($root.tributary.v1.RejectedUpdate.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 12: {
                            if (!(message.departures && message.departures.length))
                                message.departures = [];
                            message.departures.push($root.tributary.v1.Departure.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 13: {
                            if (!(message.models && message.models.length))
                                message.models = [];
                            message.models.push($root.tributary.v1.ModelSummary.decode(reader, reader.uint32(), undefined, long + 1));
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

            TaskStatus.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.rounds = [];
                    object.attempts = [];
                    object.participants = [];
                    object.rejected = [];
                    object.departures = [];
                    object.models = [];
                }
                if (options.defaults) {
                    object.task = null;
                    if (options.bytes === String)
                        object.planDigest = "";
                    else {
                        object.planDigest = [];
                        if (options.bytes !== Array)
                            object.planDigest = $util.newBuffer(object.planDigest);
                    }
                    if (options.bytes === String)
                        object.baseDigest = "";
                    else {
                        object.baseDigest = [];
                        if (options.bytes !== Array)
                            object.baseDigest = $util.newBuffer(object.baseDigest);
                    }
                    object.createdAtUnixMs = 0;
                    object.nowUnixMs = 0;
                    object.running = null;
                    object.participantCount = 0;
                }
                if (message.task != null && Object.hasOwnProperty.call(message, "task"))
                    object.task = $root.tributary.v1.TaskSummary.toObject(message.task, options, q + 1);
                if (message.planDigest != null && Object.hasOwnProperty.call(message, "planDigest"))
                    object.planDigest = options.bytes === String ? $util.base64.encode(message.planDigest, 0, message.planDigest.length) : options.bytes === Array ? Array.prototype.slice.call(message.planDigest) : message.planDigest;
                if (message.baseDigest != null && Object.hasOwnProperty.call(message, "baseDigest"))
                    object.baseDigest = options.bytes === String ? $util.base64.encode(message.baseDigest, 0, message.baseDigest.length) : options.bytes === Array ? Array.prototype.slice.call(message.baseDigest) : message.baseDigest;
                if (message.createdAtUnixMs != null && Object.hasOwnProperty.call(message, "createdAtUnixMs"))
                    object.createdAtUnixMs = options.json && !isFinite(message.createdAtUnixMs) ? String(message.createdAtUnixMs) : message.createdAtUnixMs;
                if (message.nowUnixMs != null && Object.hasOwnProperty.call(message, "nowUnixMs"))
                    object.nowUnixMs = options.json && !isFinite(message.nowUnixMs) ? String(message.nowUnixMs) : message.nowUnixMs;
                if (message.running != null && Object.hasOwnProperty.call(message, "running"))
                    object.running = $root.tributary.v1.RunningRound.toObject(message.running, options, q + 1);
                if (message.rounds && message.rounds.length) {
                    object.rounds = [];
                    for (let j = 0; j < message.rounds.length; ++j)
                        object.rounds[j] = $root.tributary.v1.RoundSummary.toObject(message.rounds[j], options, q + 1);
                }
                if (message.attempts && message.attempts.length) {
                    object.attempts = [];
                    for (let j = 0; j < message.attempts.length; ++j)
                        object.attempts[j] = $root.tributary.v1.AttemptTimes.toObject(message.attempts[j], options, q + 1);
                }
                if (message.participants && message.participants.length) {
                    object.participants = [];
                    for (let j = 0; j < message.participants.length; ++j)
                        object.participants[j] = $root.tributary.v1.Participant.toObject(message.participants[j], options, q + 1);
                }
                if (message.participantCount != null && Object.hasOwnProperty.call(message, "participantCount"))
                    object.participantCount = message.participantCount;
                if (message.rejected && message.rejected.length) {
                    object.rejected = [];
                    for (let j = 0; j < message.rejected.length; ++j)
                        object.rejected[j] = $root.tributary.v1.RejectedUpdate.toObject(message.rejected[j], options, q + 1);
                }
                if (message.departures && message.departures.length) {
                    object.departures = [];
                    for (let j = 0; j < message.departures.length; ++j)
                        object.departures[j] = $root.tributary.v1.Departure.toObject(message.departures[j], options, q + 1);
                }
                if (message.models && message.models.length) {
                    object.models = [];
                    for (let j = 0; j < message.models.length; ++j)
                        object.models[j] = $root.tributary.v1.ModelSummary.toObject(message.models[j], options, q + 1);
                }
                return object;
            };

            return TaskStatus;
        })();

        v1.RunningRound = (function() {

            function RunningRound(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RunningRound.prototype.round = 0;
            RunningRound.prototype.attempt = 0;
            RunningRound.prototype.purpose = "";
            RunningRound.prototype.phase = "";
            RunningRound.prototype.startedAtUnixMs = 0;
            RunningRound.prototype.phaseStartedAtUnixMs = 0;
            RunningRound.prototype.deadlineUnixMs = 0;
            RunningRound.prototype.goal = 0;
            RunningRound.prototype.minimum = 0;
            RunningRound.prototype.places = 0;
            RunningRound.prototype.awaited = 0;

            RunningRound.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(16).uint32(message.attempt);
                if (message.purpose != null && Object.hasOwnProperty.call(message, "purpose"))
                    writer.uint32(26).string(message.purpose);
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(34).string(message.phase);
                if (message.startedAtUnixMs != null && Object.hasOwnProperty.call(message, "startedAtUnixMs"))
                    writer.uint32(41).double(message.startedAtUnixMs);
                if (message.phaseStartedAtUnixMs != null && Object.hasOwnProperty.call(message, "phaseStartedAtUnixMs"))
                    writer.uint32(49).double(message.phaseStartedAtUnixMs);
                if (message.deadlineUnixMs != null && Object.hasOwnProperty.call(message, "deadlineUnixMs"))
                    writer.uint32(57).double(message.deadlineUnixMs);
                if (message.goal != null && Object.hasOwnProperty.call(message, "goal"))
                    writer.uint32(64).uint32(message.goal);
                if (message.minimum != null && Object.hasOwnProperty.call(message, "minimum"))
                    writer.uint32(72).uint32(message.minimum);
                if (message.places != null && Object.hasOwnProperty.call(message, "places"))
                    writer.uint32(80).uint32(message.places);
                if (message.awaited != null && Object.hasOwnProperty.call(message, "awaited"))
                    writer.uint32(88).uint32(message.awaited);
                return writer;
            };

            RunningRound.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.RunningRound();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.purpose = reader.string();
                            break;
                        }
                    case 4: {
                            message.phase = reader.string();
                            break;
                        }
                    case 5: {
                            message.startedAtUnixMs = reader.double();
                            break;
                        }
                    case 6: {
                            message.phaseStartedAtUnixMs = reader.double();
                            break;
                        }
                    case 7: {
                            message.deadlineUnixMs = reader.double();
                            break;
                        }
                    case 8: {
                            message.goal = reader.uint32();
                            break;
                        }
                    case 9: {
                            message.minimum = reader.uint32();
                            break;
                        }
                    case 10: {
                            message.places = reader.uint32();
                            break;
                        }
                    case 11: {
                            message.awaited = reader.uint32();
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

            RunningRound.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.round = 0;
                    object.attempt = 0;
                    object.purpose = "";
                    object.phase = "";
                    object.startedAtUnixMs = 0;
                    object.phaseStartedAtUnixMs = 0;
                    object.deadlineUnixMs = 0;
                    object.goal = 0;
                    object.minimum = 0;
                    object.places = 0;
                    object.awaited = 0;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.purpose != null && Object.hasOwnProperty.call(message, "purpose"))
                    object.purpose = message.purpose;
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.startedAtUnixMs != null && Object.hasOwnProperty.call(message, "startedAtUnixMs"))
                    object.startedAtUnixMs = options.json && !isFinite(message.startedAtUnixMs) ? String(message.startedAtUnixMs) : message.startedAtUnixMs;
                if (message.phaseStartedAtUnixMs != null && Object.hasOwnProperty.call(message, "phaseStartedAtUnixMs"))
                    object.phaseStartedAtUnixMs = options.json && !isFinite(message.phaseStartedAtUnixMs) ? String(message.phaseStartedAtUnixMs) : message.phaseStartedAtUnixMs;
                if (message.deadlineUnixMs != null && Object.hasOwnProperty.call(message, "deadlineUnixMs"))
                    object.deadlineUnixMs = options.json && !isFinite(message.deadlineUnixMs) ? String(message.deadlineUnixMs) : message.deadlineUnixMs;
                if (message.goal != null && Object.hasOwnProperty.call(message, "goal"))
                    object.goal = message.goal;
                if (message.minimum != null && Object.hasOwnProperty.call(message, "minimum"))
                    object.minimum = message.minimum;
                if (message.places != null && Object.hasOwnProperty.call(message, "places"))
                    object.places = message.places;
                if (message.awaited != null && Object.hasOwnProperty.call(message, "awaited"))
                    object.awaited = message.awaited;
                return object;
            };

            return RunningRound;
        })();

        v1.PhaseTime = (function() {

            function PhaseTime(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            PhaseTime.prototype.phase = "";
            PhaseTime.prototype.startedAtUnixMs = 0;
            PhaseTime.prototype.seconds = 0;

            PhaseTime.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    writer.uint32(10).string(message.phase);
                if (message.startedAtUnixMs != null && Object.hasOwnProperty.call(message, "startedAtUnixMs"))
                    writer.uint32(17).double(message.startedAtUnixMs);
                if (message.seconds != null && Object.hasOwnProperty.call(message, "seconds"))
                    writer.uint32(25).double(message.seconds);
                return writer;
            };

            PhaseTime.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.PhaseTime();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.phase = reader.string();
                            break;
                        }
                    case 2: {
                            message.startedAtUnixMs = reader.double();
                            break;
                        }
                    case 3: {
                            message.seconds = reader.double();
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

            PhaseTime.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.phase = "";
                    object.startedAtUnixMs = 0;
                    object.seconds = 0;
                }
                if (message.phase != null && Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.startedAtUnixMs != null && Object.hasOwnProperty.call(message, "startedAtUnixMs"))
                    object.startedAtUnixMs = options.json && !isFinite(message.startedAtUnixMs) ? String(message.startedAtUnixMs) : message.startedAtUnixMs;
                if (message.seconds != null && Object.hasOwnProperty.call(message, "seconds"))
                    object.seconds = options.json && !isFinite(message.seconds) ? String(message.seconds) : message.seconds;
                return object;
            };

            return PhaseTime;
        })();

        v1.AttemptTimes = (function() {

            function AttemptTimes(properties) {
                this.phases = [];
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            AttemptTimes.prototype.round = 0;
            AttemptTimes.prototype.attempt = 0;
            AttemptTimes.prototype.phases = $util.emptyArray;
            AttemptTimes.prototype.endedAtUnixMs = 0;

            AttemptTimes.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(16).uint32(message.attempt);
                if (message.phases != null && message.phases.length)
                    for (let i = 0; i < message.phases.length; ++i)
                        $root.tributary.v1.PhaseTime.encode(message.phases[i], writer.uint32(26).fork(), q + 1).ldelim();
                if (message.endedAtUnixMs != null && Object.hasOwnProperty.call(message, "endedAtUnixMs"))
                    writer.uint32(33).double(message.endedAtUnixMs);
                return writer;
            };

            AttemptTimes.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.AttemptTimes();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    case 3: {
                            if (!(message.phases && message.phases.length))
                                message.phases = [];
                            message.phases.push($root.tributary.v1.PhaseTime.decode(reader, reader.uint32(), undefined, long + 1));
                            break;
                        }
                    case 4: {
                            message.endedAtUnixMs = reader.double();
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

            AttemptTimes.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.phases = [];
                if (options.defaults) {
                    object.round = 0;
                    object.attempt = 0;
                    object.endedAtUnixMs = 0;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.phases && message.phases.length) {
                    object.phases = [];
                    for (let j = 0; j < message.phases.length; ++j)
                        object.phases[j] = $root.tributary.v1.PhaseTime.toObject(message.phases[j], options, q + 1);
                }
                if (message.endedAtUnixMs != null && Object.hasOwnProperty.call(message, "endedAtUnixMs"))
                    object.endedAtUnixMs = options.json && !isFinite(message.endedAtUnixMs) ? String(message.endedAtUnixMs) : message.endedAtUnixMs;
                return object;
            };

            return AttemptTimes;
        })();

        v1.Participant = (function() {

            function Participant(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Participant.prototype.clientId = "";
            Participant.prototype.kind = "";
            Participant.prototype.release = "";
            Participant.prototype.engine = "";
            Participant.prototype.state = "";

            Participant.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(10).string(message.clientId);
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    writer.uint32(18).string(message.kind);
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    writer.uint32(26).string(message.release);
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    writer.uint32(34).string(message.engine);
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(42).string(message.state);
                return writer;
            };

            Participant.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.Participant();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.clientId = reader.string();
                            break;
                        }
                    case 2: {
                            message.kind = reader.string();
                            break;
                        }
                    case 3: {
                            message.release = reader.string();
                            break;
                        }
                    case 4: {
                            message.engine = reader.string();
                            break;
                        }
                    case 5: {
                            message.state = reader.string();
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

            Participant.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.clientId = "";
                    object.kind = "";
                    object.release = "";
                    object.engine = "";
                    object.state = "";
                }
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                    object.kind = message.kind;
                if (message.release != null && Object.hasOwnProperty.call(message, "release"))
                    object.release = message.release;
                if (message.engine != null && Object.hasOwnProperty.call(message, "engine"))
                    object.engine = message.engine;
                if (message.state != null && Object.hasOwnProperty.call(message, "state"))
                    object.state = message.state;
                return object;
            };

            return Participant;
        })();

        v1.RejectedUpdate = (function() {

            function RejectedUpdate(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            RejectedUpdate.prototype.round = 0;
            RejectedUpdate.prototype.attempt = 0;
            RejectedUpdate.prototype.clientId = "";
            RejectedUpdate.prototype.reason = "";
            RejectedUpdate.prototype.detail = "";
            RejectedUpdate.prototype.atUnixMs = 0;

            RejectedUpdate.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(16).uint32(message.attempt);
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(26).string(message.clientId);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(34).string(message.reason);
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    writer.uint32(42).string(message.detail);
                if (message.atUnixMs != null && Object.hasOwnProperty.call(message, "atUnixMs"))
                    writer.uint32(49).double(message.atUnixMs);
                return writer;
            };

            RejectedUpdate.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.RejectedUpdate();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.clientId = reader.string();
                            break;
                        }
                    case 4: {
                            message.reason = reader.string();
                            break;
                        }
                    case 5: {
                            message.detail = reader.string();
                            break;
                        }
                    case 6: {
                            message.atUnixMs = reader.double();
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

            RejectedUpdate.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.round = 0;
                    object.attempt = 0;
                    object.clientId = "";
                    object.reason = "";
                    object.detail = "";
                    object.atUnixMs = 0;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.detail != null && Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                if (message.atUnixMs != null && Object.hasOwnProperty.call(message, "atUnixMs"))
                    object.atUnixMs = options.json && !isFinite(message.atUnixMs) ? String(message.atUnixMs) : message.atUnixMs;
                return object;
            };

            return RejectedUpdate;
        })();

        v1.Departure = (function() {

            function Departure(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            Departure.prototype.round = 0;
            Departure.prototype.attempt = 0;
            Departure.prototype.clientId = "";
            Departure.prototype.reason = "";
            Departure.prototype.atUnixMs = 0;

            Departure.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    writer.uint32(16).uint32(message.attempt);
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    writer.uint32(26).string(message.clientId);
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(34).string(message.reason);
                if (message.atUnixMs != null && Object.hasOwnProperty.call(message, "atUnixMs"))
                    writer.uint32(41).double(message.atUnixMs);
                return writer;
            };

            Departure.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.Departure();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.attempt = reader.uint32();
                            break;
                        }
                    case 3: {
                            message.clientId = reader.string();
                            break;
                        }
                    case 4: {
                            message.reason = reader.string();
                            break;
                        }
                    case 5: {
                            message.atUnixMs = reader.double();
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

            Departure.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.round = 0;
                    object.attempt = 0;
                    object.clientId = "";
                    object.reason = "";
                    object.atUnixMs = 0;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.attempt != null && Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.clientId != null && Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.reason != null && Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.atUnixMs != null && Object.hasOwnProperty.call(message, "atUnixMs"))
                    object.atUnixMs = options.json && !isFinite(message.atUnixMs) ? String(message.atUnixMs) : message.atUnixMs;
                return object;
            };

            return Departure;
        })();

        v1.ModelSummary = (function() {

            function ModelSummary(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ModelSummary.prototype.round = 0;
            ModelSummary.prototype.digest = $util.newBuffer([]);
            ModelSummary.prototype.sizeBytes = 0;
            ModelSummary.prototype.best = false;

            ModelSummary.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(8).uint32(message.round);
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(18).bytes(message.digest);
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    writer.uint32(25).double(message.sizeBytes);
                if (message.best != null && Object.hasOwnProperty.call(message, "best"))
                    writer.uint32(32).bool(message.best);
                return writer;
            };

            ModelSummary.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ModelSummary();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.round = reader.uint32();
                            break;
                        }
                    case 2: {
                            message.digest = reader.bytes();
                            break;
                        }
                    case 3: {
                            message.sizeBytes = reader.double();
                            break;
                        }
                    case 4: {
                            message.best = reader.bool();
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

            ModelSummary.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.round = 0;
                    if (options.bytes === String)
                        object.digest = "";
                    else {
                        object.digest = [];
                        if (options.bytes !== Array)
                            object.digest = $util.newBuffer(object.digest);
                    }
                    object.sizeBytes = 0;
                    object.best = false;
                }
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.digest != null && Object.hasOwnProperty.call(message, "digest"))
                    object.digest = options.bytes === String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === Array ? Array.prototype.slice.call(message.digest) : message.digest;
                if (message.sizeBytes != null && Object.hasOwnProperty.call(message, "sizeBytes"))
                    object.sizeBytes = options.json && !isFinite(message.sizeBytes) ? String(message.sizeBytes) : message.sizeBytes;
                if (message.best != null && Object.hasOwnProperty.call(message, "best"))
                    object.best = message.best;
                return object;
            };

            return ModelSummary;
        })();

        v1.ExportModelRequest = (function() {

            function ExportModelRequest(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ExportModelRequest.prototype.taskId = "";
            ExportModelRequest.prototype.round = "";
            ExportModelRequest.prototype.format = "";

            ExportModelRequest.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    writer.uint32(10).string(message.taskId);
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    writer.uint32(18).string(message.round);
                if (message.format != null && Object.hasOwnProperty.call(message, "format"))
                    writer.uint32(26).string(message.format);
                return writer;
            };

            ExportModelRequest.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ExportModelRequest();
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
                            message.round = reader.string();
                            break;
                        }
                    case 3: {
                            message.format = reader.string();
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

            ExportModelRequest.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.taskId = "";
                    object.round = "";
                    object.format = "";
                }
                if (message.taskId != null && Object.hasOwnProperty.call(message, "taskId"))
                    object.taskId = message.taskId;
                if (message.round != null && Object.hasOwnProperty.call(message, "round"))
                    object.round = message.round;
                if (message.format != null && Object.hasOwnProperty.call(message, "format"))
                    object.format = message.format;
                return object;
            };

            return ExportModelRequest;
        })();

        v1.ExportPiece = (function() {

            function ExportPiece(properties) {
                if (properties)
                    for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            }

            ExportPiece.prototype.fileName = "";
            ExportPiece.prototype.data = $util.newBuffer([]);

            ExportPiece.encode = function encode(message, writer, q) {
                if (!writer)
                    writer = $Writer.create();
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                if (message.fileName != null && Object.hasOwnProperty.call(message, "fileName"))
                    writer.uint32(10).string(message.fileName);
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(18).bytes(message.data);
                return writer;
            };

            ExportPiece.decode = function decode(reader, length, error, long) {
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
                message = new $root.tributary.v1.ExportPiece();
                while (reader.pos < end) {
                    let tag = reader.uint32();
                    if (tag === error)
                        break;
                    switch (tag >>> 3) {
                    case 1: {
                            message.fileName = reader.string();
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

            ExportPiece.toObject = function toObject(message, options, q) {
                if (!options)
                    options = {};
                if (q === undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.fileName = "";
                    if (options.bytes === String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.fileName != null && Object.hasOwnProperty.call(message, "fileName"))
                    object.fileName = message.fileName;
                if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === Array ? Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            return ExportPiece;
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
    ListTasks: { request: $root.tributary.v1.ListTasksRequest, response: $root.tributary.v1.ListTasksResponse },
    PutBlob: { request: $root.tributary.v1.PutBlobRequest, response: $root.tributary.v1.PutBlobResponse },
    CreateTask: { request: $root.tributary.v1.CreateTaskRequest, response: $root.tributary.v1.CreateTaskResponse },
    PauseTask: { request: $root.tributary.v1.PauseTaskRequest, response: $root.tributary.v1.PauseTaskResponse },
    ResumeTask: { request: $root.tributary.v1.ResumeTaskRequest, response: $root.tributary.v1.ResumeTaskResponse },
    GetTaskStatus: { request: $root.tributary.v1.GetTaskStatusRequest, response: $root.tributary.v1.TaskStatus },
    WatchTask: { request: $root.tributary.v1.WatchTaskRequest, response: $root.tributary.v1.TaskEvent },
    ListRounds: { request: $root.tributary.v1.ListRoundsRequest, response: $root.tributary.v1.ListRoundsResponse },
    ListClients: { request: $root.tributary.v1.ListClientsRequest, response: $root.tributary.v1.ListClientsResponse },
    RevokeClient: { request: $root.tributary.v1.RevokeClientRequest, response: $root.tributary.v1.RevokeClientResponse },
    Download: { request: $root.tributary.v1.AdministrationDownloadRequest, response: $root.tributary.v1.BlobChunk },
    ExportModel: { request: $root.tributary.v1.ExportModelRequest, response: $root.tributary.v1.ExportPiece },
};
