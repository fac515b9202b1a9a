import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { rule } from "../src/settings/index.ts";
import { checkProps, isToken, leftOut } from "./check-props.ts";

/** What the table of an app is made with. */
export interface TaskTableProps {
  /**
   * The table's name.
   * @default - given by CloudFormation.
   */
  readonly tableName?: string;
  /**
   * Whether the table can be put back to any second of the last 35 days. Records leave by their expiry (a day, unless
   * the app says otherwise), so the table is small and this costs cents, and it is the only way back from a bad deployment.
   * @default true
   */
  readonly pointInTimeRecovery?: boolean;
  /**
   * Whether DynamoDB refuses to delete the table at all.
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * A key of your own. Only in a stack whose `env` names its region: CDK cannot write the table's key otherwise.
   * @default - DynamoDB's own, which costs nothing.
   */
  readonly encryptionKey?: IKey;
  /**
   * What becomes of the table when it leaves the stack.
   * @default RemovalPolicy.RETAIN - it holds the results of your tasks and knows what must not run twice.
   */
  readonly removalPolicy?: RemovalPolicy;
}

const rules = {
  tableName: rule.text,
  pointInTimeRecovery: rule.flag,
  deletionProtection: rule.flag,
  encryptionKey: rule.object,
  removalPolicy: rule.text,
};

/**
 * The table of task records, results and journal: paid by request, keys `pk` and `sk`, expiry by `expiresAt`, no index.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export class TaskTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: TaskTableProps = {}) {
    super(scope, id);
    checkProps("TaskTable", props, rules);
    if (isToken(Stack.of(this).region)) {
      const why = "CDK's TableV2 writes a key only in a stack whose env names its region";
      checkProps("TaskTable", props, { ...rules, encryptionKey: leftOut(why) });
    }
    this.table = new TableV2(this, "Resource", {
      tableName: props.tableName,
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      timeToLiveAttribute: "expiresAt",
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: props.pointInTimeRecovery ?? true },
      deletionProtection: props.deletionProtection ?? false,
      encryption: props.encryptionKey && TableEncryptionV2.customerManagedKey(props.encryptionKey),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }
}
