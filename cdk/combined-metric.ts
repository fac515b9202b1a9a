import { Duration } from "aws-cdk-lib";
import { MathExpression, type MathExpressionOptions, type Metric } from "aws-cdk-lib/aws-cloudwatch";

/** One metric of several: their sum or the highest of them. (CloudWatch takes at most ten in an alarm's expression.) */
export function combinedMetric(
  how: "MAX" | "SUM",
  label: string,
  metrics: readonly Metric[],
  options?: MathExpressionOptions,
): MathExpression {
  return new MathExpression({
    expression: `${how}(METRICS())`,
    label,
    period: Duration.minutes(1),
    ...options,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
  });
}
