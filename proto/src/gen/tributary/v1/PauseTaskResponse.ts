// Original file: proto/tributary/v1/administration.proto


export interface PauseTaskResponse {
}

export interface PauseTaskResponse__Output {
}
