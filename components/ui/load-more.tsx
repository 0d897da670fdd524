"use client";

import { useEffect, useRef } from "react";
import { Button } from "./button";

/** Asks for the next page when it comes near the window, and by hand where nothing scrolls. */
export function LoadMore({ onLoadMore, isLoading }: { onLoadMore: () => void; isLoading: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || isLoading) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onLoadMore(), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [onLoadMore, isLoading]);
  return (
    <div ref={end} className="flex h-14 items-center justify-center">
      <Button variant="quiet" isPending={isLoading} onPress={onLoadMore}>
        {isLoading ? "Loading more" : "Load more"}
      </Button>
    </div>
  );
}
