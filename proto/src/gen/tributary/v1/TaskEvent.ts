// Original file: proto/tributary/v1/administration.proto


/**
 * One line of a task's history, as canonical JSON (docs/protocol.md, "The operator's feed"). The first, `watching`, says
 * that from here on nothing is missed.
 */
export interface TaskEvent {
  'sequence'?: (number);
  'json'?: (string);
}

/**
 * One line of a task's history, as canonical JSON (docs/protocol.md, "The operator's feed"). The first, `watching`, says
 * that from here on nothing is missed.
 */
export interface TaskEvent__Output {
  'sequence': (number);
  'json': (string);
}
