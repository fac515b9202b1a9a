import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { HttpApi, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { type IUserPool, OAuthScope, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { rule } from "../src/settings/index.ts";
import { checkProps } from "./check-props.ts";

/** Who signs people in to a dashboard: a user pool of Cognito. */
export interface CognitoSignIn {
  /** The pool. It must have a domain, at which people sign in. */
  readonly userPool: IUserPool;
  /** The group of the pool whose members may use the dashboard. A pool may let anyone sign up, so there is no default. */
  readonly group: string;
  /**
   * The address that people use, where CloudFront or a domain of your own stands before the API: "https://tasks.example.com".
   * @default - that of the API
   */
  readonly address?: string;
}

const rules = {
  address: {
    allowed: "an address without a path: https://tasks.example.com",
    test: (v: unknown) => typeof v === "string" && /^https:\/\/[^/]+$/.test(v),
  },
  userPool: rule.object,
  group: { allowed: "the name of a group of the pool", test: (v: unknown) => typeof v === "string" && v !== "" },
};

/** How long people stay signed in. Cognito's longest is a day. */
const SESSION = Duration.hours(12);

/** How many requests a second the API passes on, and how many at once beyond that: a few people's, and no more of a stranger's. */
const RATE = 50;
const BURST = 100;

/**
 * An address for a dashboard that signs people in itself, at a user pool: an HTTP API, and a client of the pool that leads back to
 * it. The address is known before the function is, so that the function can be told the client.
 */
export class DashboardSignIn extends Construct {
  readonly api: HttpApi;
  readonly client: UserPoolClient;
  /** The option `signIn` of the dashboard, as JSON. */
  readonly options: string;
  readonly url: string;

  constructor(scope: Construct, id: string, { userPool, group, address }: CognitoSignIn, logRetention: RetentionDays) {
    super(scope, id);
    checkProps("Dashboard cognito", { userPool: userPool ?? null, group: group ?? null, address }, rules);
    this.api = new HttpApi(this, "Api", { createDefaultStage: false });
    const logs = new LogGroup(this, "AccessLogs", { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: RATE, burstLimit: BURST },
      accessLogSettings: { destination: new LogGroupLogDestination(logs) },
    });
    this.url = `${address ?? this.api.apiEndpoint}/`;
    this.client = new UserPoolClient(this, "Client", {
      userPool,
      // The code flow with PKCE needs none, and what there is not cannot leak.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${this.url}sign-in/callback`],
        logoutUrls: [this.url],
      },
      idTokenValidity: SESSION,
      preventUserExistenceErrors: true,
    });
    const issuer = `https://cognito-idp.${userPool.env.region}.amazonaws.com/${userPool.userPoolId}`;
    const claims = { "cognito:groups": group };
    const { userPoolClientId: clientId } = this.client;
    this.options = Stack.of(this).toJsonString({ issuer, clientId, claims, ...(address && { address }) });
  }

  /** Passes all requests on to the dashboard's function, which checks who asks. */
  serve(fn: IFunction): void {
    const integration = new HttpLambdaIntegration("Function", fn, { timeout: Duration.seconds(29) });
    const route = new HttpRoute(this, "Route", { httpApi: this.api, routeKey: HttpRouteKey.DEFAULT, integration });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The dashboard signs people in at the user pool itself, by the code flow: an authorizer takes tokens that no browser sends with a page.",
    });
  }
}
