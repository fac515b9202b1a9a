// The door of the room: DynamoDB, which is dynalite behind our port.
export { DynamoDb, dynamoDbTarget } from "./dynamodb.ts";
