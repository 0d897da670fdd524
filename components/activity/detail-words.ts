const isText = (value: unknown): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);

/** Reasons, differences and the like come first; ids are for machines and stay in the export. */
const isForPeople = (key: string): boolean => !/id$|ids$/i.test(key) && key !== "digest";

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/;
const shown = (value: string): string => value.replace(INSTANT, "$1 $2 UTC");

const words = (key: string): string => key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** What an entry says beyond its sentence, such as `reason: moved to Sales; field: title`. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  const reason = detail["reason"];
  return [
    ...(typeof reason === "string" && reason !== "" ? [`“${reason}”`] : []),
    ...Object.entries(detail).flatMap(([key, value]) => {
      if (key === "reason" || !isForPeople(key)) return [];
      if (Array.isArray(value)) return value.every(isText) && value.length > 0 ? [value.join(", ")] : [];
      return isText(value) && value !== "" ? [`${words(key)}: ${shown(String(value))}`] : [];
    }),
  ].join("; ");
}
