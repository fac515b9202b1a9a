import { App, Stack, type StackProps } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";

/** A stack of its own, in which nothing is bundled: template tests ask what is deployed, not with what bytes. */
export function aStack(props: StackProps = {}): Stack {
  return new Stack(new App({ context: { "aws:cdk:bundling-stacks": [] } }), "ShopStack", props);
}

/** The template of what `build` puts into a stack. Fails where CloudFormation would see a circle. */
export function synth(build: (stack: Stack) => void, props: StackProps = {}): Template {
  const stack = aStack(props);
  build(stack);
  return Template.fromStack(stack);
}

/** The only resource of a type: its logical id and its properties. */
export function only(
  template: Template,
  type: string,
  properties: object = {},
): { id: string; properties: Record<string, unknown> } {
  const found = Object.entries(template.findResources(type, { Properties: properties }));
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`the template has ${found.length} ${type} like this, not one`);
  return { id: first[0], properties: first[1].Properties };
}
