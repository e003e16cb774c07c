// Original file: proto/tributary/v1/administration.proto


export interface ResumeTaskResponse {
}

export interface ResumeTaskResponse__Output {
}
