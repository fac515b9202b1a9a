import { CfnOutput, Duration, RemovalPolicy } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  type Grant,
  type IGrantable,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Architecture, FunctionUrlAuthType, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { LovageError } from "../src/errors/index.ts";
import { rule, variables } from "../src/settings/index.ts";
import { acknowledgeWildcard } from "./acknowledge-wildcard.ts";
import { signInVariable } from "./bundle-dashboard.ts";
import { checkProps } from "./check-props.ts";
import { dashboardCode } from "./dashboard-code.ts";
import { type CognitoSignIn, DashboardSignIn } from "./dashboard-sign-in.ts";
import { acknowledgeDelays } from "./delay-policy.ts";
import { guardEnvironment } from "./environment-limit.ts";
import type { LovageBase } from "./lovage-base.ts";
import { acknowledgeSchedules } from "./manage-schedules.ts";
import { allow } from "./worker-policy.ts";

export interface DashboardProps {
  /** The app that it shows. */
  readonly lovage: LovageBase;
  /**
   * Whether it shows everything and changes nothing. Its function then may change nothing either.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * A user pool of Cognito that signs people in, at an address of the dashboard's own.
   * @default - none: a function URL, which takes requests that are signed by IAM.
   */
  readonly cognito?: CognitoSignIn;
  /**
   * Memory in MB, 128 to 10,240.
   * @default 512
   */
  readonly memorySize?: number;
  /**
   * Environment variables of your own.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How long log lines are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
}

const rules = {
  lovage: rule.object,
  readOnly: rule.flag,
  cognito: rule.object,
  memorySize: rule.wholeNumber(128, 10_240),
  environment: rule.object,
  logRetention: rule.anything,
};

/**
 * The dashboard of an app as a Lambda function, never open: its URL takes requests that are signed by an IAM identity which
 * was let in, or, with `cognito`, people who sign in at a user pool and are in one of its groups.
 *
 * ```ts
 * const dashboard = new Dashboard(this, "Dashboard", { lovage: shop });
 * dashboard.grantInvoke(Role.fromRoleName(this, "Operators", "operators"));
 * ```
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION; MODULE_NOT_LOADED when the page is not built
 */
export class Dashboard extends Construct {
  readonly function: Lambda;
  readonly role: Role;
  readonly logGroup: LogGroup;
  /** Its address. */
  readonly url: string;
  /** What people reach it by who sign in at a user pool; there is none beside a function URL. */
  readonly api: HttpApi | undefined;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    checkProps(`Dashboard "${id}"`, props, rules);
    const payloads = variables(props.lovage.app).payloadBucket in props.lovage.consumerEnvironment;
    const { lovage, readOnly = false, logRetention = RetentionDays.ONE_MONTH } = props;
    const signIn = props.cognito && new DashboardSignIn(this, "SignIn", props.cognito, logRetention);
    const protection = signIn ? "sign-in" : "elsewhere";
    this.logGroup = new LogGroup(this, "Logs", {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own: AWS's managed policy for functions lets them write to every log group of the account.
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `The dashboard of the Lovage app "${lovage.app}"`,
      inlinePolicies: {
        Logs: new PolicyDocument({
          statements: [allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], [this.logGroup.logGroupArn])],
        }),
      },
    });
    this.function = new Lambda(this, "Resource", {
      description: `The dashboard of the Lovage app "${lovage.app}"`,
      code: dashboardCode({ app: lovage.app, outline: lovage.outline, readOnly, protection, payloads }),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup: this.logGroup,
      timeout: Duration.seconds(30),
      memorySize: props.memorySize ?? 512,
      environment: {
        NODE_OPTIONS: "--enable-source-maps",
        ...props.environment,
        ...(signIn && { [signInVariable]: signIn.options }),
      },
    });
    this.api = signIn?.api;
    this.#let(lovage, readOnly);
    guardEnvironment(this.function);
    this.url = signIn?.url ?? this.function.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }).url;
    signIn?.serve(this.function);
    new CfnOutput(this, "Url", { value: this.url, description: `The dashboard of the Lovage app "${lovage.app}"` });
  }

  /**
   * Lets an IAM identity use the dashboard: a person's role, or a proxy's that signs people in.
   *
   * @throws LovageError INVALID_OPTION where a user pool signs people in: there is no function URL then
   */
  grantInvoke(grantee: IGrantable): Grant {
    if (this.api) {
      const allowed = "called where no user pool signs people in; add them to the pool's group";
      const got = "a dashboard with cognito";
      throw new LovageError("INVALID_OPTION", { option: "grantInvoke", where: "Dashboard", got, allowed });
    }
    return this.function.grantInvokeUrl(grantee);
  }

  /** Lets the function do what its pages do, and says to cdk-nag why that has wildcards. */
  #let({ grants, beat }: LovageBase, readOnly: boolean): void {
    const looking = "AWS lets rules, schedules and measures be listed by everyone or no one.";
    acknowledgeWildcard(this.role, "*", looking);
    this.role.addToPolicy(new PolicyStatement({ actions: ["cloudwatch:GetMetricData"], resources: ["*"] }));
    if (beat) acknowledgeSchedules(this.role, beat);
    if (readOnly) {
      grants.look(this.function);
      return;
    }
    grants.manage(this.function);
    if (!beat) return;
    grants.manageSchedules(this.function);
    acknowledgeDelays(this.role, beat);
  }
}
