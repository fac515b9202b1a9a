import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import type { DelayedMessage, Delays } from "../../ports/index.ts";
import { delayName, type Settings } from "../../settings/index.ts";
import { refusalOf } from "../refusal-of.ts";
import type { ServiceLink } from "../service-link.ts";
import type { QueueUrls } from "../sqs/queue-urls.ts";
import { delayRequest, sendTimeOf } from "./delay-request.ts";

/** Keeps messages in EventBridge Scheduler, each in a one-time schedule that is named after its task. */
export class AwsDelays implements Delays {
  readonly #scheduler: ServiceLink<SchedulerClient>;
  readonly #urls: QueueUrls;
  readonly #settings: Settings;
  readonly #role: string;

  constructor(scheduler: ServiceLink<SchedulerClient>, urls: QueueUrls, settings: Settings, role: string) {
    this.#scheduler = scheduler;
    this.#urls = urls;
    this.#settings = settings;
    this.#role = role;
  }

  async put(message: DelayedMessage): Promise<void> {
    const url = await this.#urls.of(message.queue);
    const request = delayRequest(message, url, this.#role, this.#settings);
    try {
      await this.#scheduler.call("CreateSchedule", (client) => client.send(new CreateScheduleCommand(request)));
    } catch (error) {
      if (refusalOf(error) !== "ConflictException") throw error;
      await this.#keepEarlier(request);
    }
  }

  async remove(id: string): Promise<boolean> {
    const { name, scheduleGroup: GroupName } = this.#settings;
    const command = new DeleteScheduleCommand({ Name: delayName(name, id), GroupName });
    try {
      await this.#scheduler.call("DeleteSchedule", (client) => client.send(command));
      return true;
    } catch (error) {
      if (refusalOf(error) === "ResourceNotFoundException") return false;
      throw error;
    }
  }

  /** A message waits for this task already. Should it be due later than the new one, the new one takes its place. */
  async #keepEarlier(request: CreateScheduleCommandInput): Promise<void> {
    const { Name, GroupName } = request;
    const command = new GetScheduleCommand({ Name, GroupName });
    const found = await this.#scheduler
      .call("GetSchedule", (client) => client.send(command))
      .catch((error: unknown) => {
        // It was sent meanwhile, and is the earlier one.
        if (refusalOf(error) === "ResourceNotFoundException") return undefined;
        throw error;
      });
    const [there, wanted] = [found, request].map((schedule) => sendTimeOf(schedule?.ScheduleExpression));
    if (there === undefined || wanted === undefined || there <= wanted) return;
    await this.#scheduler.call("UpdateSchedule", (client) => client.send(new UpdateScheduleCommand(request)));
  }
}
