"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Role } from "@/lib/core/access/roles";
import { ReviewCount } from "@/components/matching/review-count";
import { isCurrentPlace, OWN_PLACES, PLACES, placesOf, SETTINGS, type Place } from "./navigation";

function RailLink({ base, place, onNavigate }: { base: string; place: Place; onNavigate: (() => void) | undefined }) {
  const isCurrent = isCurrentPlace(usePathname(), base, place.path);
  return (
    <li>
      <Link
        href={base + place.path}
        aria-current={isCurrent ? "page" : undefined}
        {...(onNavigate ? { onClick: onNavigate } : {})}
        className="flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-muted hover:bg-default-soft hover:text-foreground aria-[current]:bg-default aria-[current]:font-medium aria-[current]:text-foreground sm:h-8"
      >
        <place.Icon aria-hidden className="size-4 shrink-0" />
        <span className="flex-1">{place.label}</span>
        {place.count === "reviews" ? <ReviewCount /> : null}
      </Link>
    </li>
  );
}

export function RailLinks({ base, role, onNavigate }: { base: string; role: Role; onNavigate?: (() => void) | undefined }) {
  const permitted = placesOf(role, PLACES);
  const places = permitted.length > 0 ? permitted : OWN_PLACES;
  const settings = placesOf(role, SETTINGS);
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      <ul className="flex flex-col gap-0.5">
        {places.map((place) => (
          <RailLink key={place.path} base={base} place={place} onNavigate={onNavigate} />
        ))}
      </ul>
      {settings.length > 0 ? (
        <div>
          <h2 id="rail-settings" className="px-2.5 pb-1 text-xs text-muted">
            Settings
          </h2>
          <ul aria-labelledby="rail-settings" className="flex flex-col gap-0.5">
            {settings.map((place) => (
              <RailLink key={place.path} base={base} place={place} onNavigate={onNavigate} />
            ))}
          </ul>
        </div>
      ) : null}
    </nav>
  );
}
