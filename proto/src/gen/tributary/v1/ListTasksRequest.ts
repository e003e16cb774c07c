// Original file: proto/tributary/v1/administration.proto


export interface ListTasksRequest {
}

export interface ListTasksRequest__Output {
}
