import type { Catalogue, Channel, Metric } from "../../contract.ts";
import type { Line, Mistake } from "./lines.ts";

/** Metrics in the order of the contract, in which an import makes its places. */
const METRICS: readonly Metric[] = ["CSAT", "NPS", "CES", "THUMBS"];

/** What lines of a file name: one place to find or to make. */
interface Target {
  readonly administration: string;
  readonly service: string;
  readonly touchpoint: string;
  readonly metric: Metric;
  readonly channels: Set<Channel>;
}

/** What a file names and the catalogue lacks. */
export interface Lacking {
  readonly administrations: readonly string[];
  readonly services: readonly string[];
  /** Keys that the file names, and services whose place the import makes. */
  readonly places: readonly string[];
}

/** The places that a file names, beside those that the catalogue has. */
export class Places {
  private readonly targets = new Map<string, Target>();
  private readonly owners = new Map<string, string>();
  private readonly services = new Map<string, readonly string[]>();
  private readonly administrations: ReadonlySet<string>;

  constructor({ administrations }: Catalogue) {
    this.administrations = new Set(administrations.map(({ code }) => code));
    for (const administration of administrations) {
      for (const { code, touchpoints } of administration.services) {
        const pair = pairOf(administration.code, code);
        this.services.set(pair, touchpoints.map(({ key }) => key));
        for (const { key } of touchpoints) this.owners.set(key, pair);
      }
    }
  }

  /** Takes a line that reads well. */
  note({ administration, service, touchpoint, metric, channel, isChosen }: Line): void {
    if (isChosen) return;
    const key = [administration, service, touchpoint, METRICS.indexOf(metric)].join("\0");
    const target = this.targets.get(key);
    if (target) target.channels.add(channel);
    else this.targets.set(key, { administration, service, touchpoint, metric, channels: new Set([channel]) });
  }

  /** Whether the file names places itself. */
  areNamed(): boolean {
    return [...this.targets.values()].some(({ touchpoint }) => touchpoint !== "");
  }

  /** Why lines cannot go where they say, once all lines are known: a place has one service, and one that is new has one metric. */
  judge(): (line: Line) => readonly Mistake[] {
    const made = new Map<string, { readonly pair: string; readonly metric: Metric }>();
    for (const { administration, service, touchpoint, metric } of this.sorted()) {
      if (touchpoint !== "" && !this.owners.has(touchpoint) && !made.has(touchpoint)) {
        made.set(touchpoint, { pair: pairOf(administration, service), metric });
      }
    }
    return ({ administration, service, touchpoint, metric }) => {
      if (touchpoint === "") return [];
      const owner = this.owners.get(touchpoint) ?? made.get(touchpoint)?.pair;
      if (owner !== undefined && owner !== pairOf(administration, service)) {
        const [ofAdministration, ofService] = owner.split("\0");
        return [{ field: "touchpoint", reason: `'${touchpoint}'`, expected: `a place of this service; it belongs to '${ofService}' of '${ofAdministration}'` }];
      }
      const only = made.get(touchpoint)?.metric;
      return only === undefined || only === metric ? [] : [{ field: "metric", reason: `'${metric}'`, expected: `${only}, as other lines have for this new place` }];
    };
  }

  /** What an import must add first. */
  lacking(): Lacking {
    const administrations = new Set<string>();
    const services = new Set<string>();
    const places = new Set<string>();
    for (const { administration, service, touchpoint } of this.sorted()) {
      const keys = this.services.get(pairOf(administration, service));
      const named = `${administration} · ${service}`;
      if (!this.administrations.has(administration)) administrations.add(administration);
      if (!keys) services.add(named);
      if (touchpoint !== "" ? !this.owners.has(touchpoint) : keys?.length !== 1) places.add(touchpoint || named);
    }
    return { administrations: [...administrations], services: [...services], places: [...places] };
  }

  private sorted(): readonly Target[] {
    return [...this.targets.keys()].sort().map((key) => this.targets.get(key) as Target);
  }
}

function pairOf(administration: string, service: string): string {
  return `${administration}\0${service}`;
}
