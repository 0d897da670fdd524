import type { Metadata } from "next";
import { ReviewsScreen } from "@/components/matching/reviews-screen";

export const metadata: Metadata = { title: "Reviews" };

export default function ReviewsPage() {
  return <ReviewsScreen />;
}
