import { App, Stack, Validations } from "aws-cdk-lib";
import { SecurityGroup, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Tracing } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { Lovage, type WorkerNetworkProps } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const aVpc = (stack: Stack) => Vpc.fromVpcAttributes(stack, "Vpc", network);
const network = {
  vpcId: "vpc-0123456789abcdef0",
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
  privateSubnetIds: ["subnet-0123456789abcdefa", "subnet-0123456789abcdefb"],
  isolatedSubnetIds: ["subnet-0123456789abcdefc", "subnet-0123456789abcdefd"],
};
const inVpc = (more: (stack: Stack) => WorkerNetworkProps = () => ({})) =>
  synth((stack) => void new Lovage(stack, "Shop", { app: "shop", entry, vpc: aVpc(stack), ...more(stack) }));

const worker = { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] } };

describe("a worker in a VPC", () => {
  it("stands in its private subnets, with a security group of its own", () => {
    const template = inVpc();
    expect(only(template, "AWS::Lambda::Function").properties.VpcConfig).toEqual({
      SubnetIds: ["subnet-0123456789abcdefa", "subnet-0123456789abcdefb"],
      SecurityGroupIds: [{ "Fn::GetAtt": [only(template, "AWS::EC2::SecurityGroup").id, "GroupId"] }],
    });
  });

  it("stands in the subnets and security groups that it is given", () => {
    const template = inVpc((stack) => ({
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [SecurityGroup.fromSecurityGroupId(stack, "Group", "sg-0123456789abcdef0")],
    }));
    expect(only(template, "AWS::Lambda::Function").properties.VpcConfig).toEqual({
      SubnetIds: ["subnet-0123456789abcdefc", "subnet-0123456789abcdefd"],
      SecurityGroupIds: ["sg-0123456789abcdef0"],
    });
  });

  it("lets Lambda connect it, and forbids the same to its own code", () => {
    const { Policies } = Object(only(inVpc(), "AWS::IAM::Role", worker).properties);
    const connecting = Policies[0].PolicyDocument.Statement.filter((s: { Resource: unknown }) => s.Resource === "*");
    const Action = [
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ];
    const Condition = { Null: { "lambda:SourceFunctionArn": "false" } };
    expect(connecting).toEqual([
      { Sid: "Connect", Effect: "Allow", Action, Resource: "*" },
      { Sid: "NotByCode", Effect: "Deny", Action, Resource: "*", Condition },
    ]);
  });

  it("fails with subnets of no network", () => {
    const props = { app: "shop", entry, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } };
    expect(() => new Lovage(aStack(), "Shop", props)).toThrow(/"vpcSubnets" .* left out: there is no vpc/);
  });
});

describe("cdk-nag on what takes all resources", () => {
  const inspect = (props: (stack: Stack) => object) => () => {
    const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    const stack = new Stack(app, "ShopStack");
    new Lovage(stack, "Shop", { app: "shop", entry, ...props(stack) });
    app.synth();
  };

  it("would have something to say of it without one", () => {
    const everything = new PolicyStatement({ actions: ["ec2:DescribeSubnets"], resources: ["*"] });
    expect(
      inspect((stack) => {
        new ManagedPolicy(stack, "Policy", { statements: [everything] });
        return {};
      }),
    ).toThrow(/AwsSolutions-IAM5/);
  });

  it("is given a reason where a worker is connected, traced, or both", () => {
    expect(inspect((stack) => ({ vpc: aVpc(stack) }))).not.toThrow();
    expect(inspect(() => ({ tracing: Tracing.ACTIVE }))).not.toThrow();
    expect(inspect((stack) => ({ vpc: aVpc(stack), tracing: Tracing.PASS_THROUGH }))).not.toThrow();
  });
});
