import { SYNC_RUN_STATES } from "@/lib/core/sync/sync-run";
import { countWork, type Metrics } from "@/lib/db/metrics";

interface Series {
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly help: string;
  readonly of: (metrics: Metrics) => readonly (readonly [labels: string, value: number])[];
}

const one = (read: (metrics: Metrics) => number): Series["of"] => (metrics) => [["", read(metrics)]];

const SERIES: readonly Series[] = [
  { name: "lumos_sync_runs", type: "gauge", help: "Sync runs by state.", of: countStates },
  { name: "lumos_sync_runs_held", type: "gauge", help: "Runs whose changes wait for a person.", of: one((metrics) => countOf(metrics, "held")) },
  { name: "lumos_walks_reading", type: "gauge", help: "Walks that a worker reads right now.", of: one(({ walksReading }) => walksReading) },
  { name: "lumos_queue_depth", type: "gauge", help: "What waits for a worker: walks to read, and runs to finish.", of: countWaiting },
  { name: "lumos_queue_age_seconds", type: "gauge", help: "Age of the oldest run that waits for a worker.", of: one((metrics) => metrics.oldestWaitingSeconds) },
  { name: "lumos_queue_silence_seconds", type: "gauge", help: "Longest time for which an active run was not announced; grows when no worker makes its rounds.", of: one((metrics) => metrics.oldestUnannouncedSeconds) },
  { name: "lumos_pages_read_total", type: "counter", help: "Pages read from sources.", of: one(({ pages }) => pages) },
  { name: "lumos_accounts_read_total", type: "counter", help: "Accounts read from sources.", of: one(({ accounts }) => accounts) },
  { name: "lumos_records_quarantined_total", type: "counter", help: "Records kept aside because they could not be understood.", of: one(({ quarantined }) => quarantined) },
  { name: "lumos_lease_losses_total", type: "counter", help: "Walks taken over because their reader fell silent.", of: one(({ leaseLosses }) => leaseLosses) },
  { name: "lumos_transitions_due", type: "gauge", help: "Users whose start or end date has come and was not applied yet.", of: one(({ dueTransitions }) => dueTransitions) },
  { name: "lumos_transition_oldest_due_seconds", type: "gauge", help: "For how long the oldest of them has been due.", of: one((metrics) => metrics.oldestDueTransitionSeconds) },
  { name: "lumos_integrations_overdue", type: "gauge", help: "Integrations whose scheduled sync is due and was not started yet.", of: one(({ overdueIntegrations }) => overdueIntegrations) },
  { name: "lumos_integration_oldest_overdue_seconds", type: "gauge", help: "For how long the oldest of them has been due.", of: one((metrics) => metrics.oldestOverdueIntegrationSeconds) },
];

const countOf = ({ runs }: Metrics, state: string): number => runs.find((run) => run.state === state)?.count ?? 0;

function countStates(metrics: Metrics): (readonly [string, number])[] {
  return SYNC_RUN_STATES.map((state) => [`{state="${state}"}`, countOf(metrics, state)] as const);
}

function countWaiting({ walksWaiting, runsToFinish }: Metrics): (readonly [string, number])[] {
  return [
    ['{lane="read"}', walksWaiting],
    ['{lane="settle"}', runsToFinish],
  ];
}

/** The state of the work as Prometheus reads it (text format 0.0.4), from Postgres alone: any web process can answer. */
export async function renderMetrics(): Promise<string> {
  const metrics = await countWork();
  const lines = SERIES.flatMap(({ name, type, help, of }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...of(metrics).map(([labels, value]) => `${name}${labels} ${String(value)}`),
  ]);
  return `${lines.join("\n")}\n`;
}
