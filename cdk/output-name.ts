/** `LovageShopQueues` of LOVAGE_SHOP_QUEUES: CloudFormation allows letters and digits in the name of an output. */
export function outputName(variable: string): string {
  return variable
    .split("_")
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join("");
}
