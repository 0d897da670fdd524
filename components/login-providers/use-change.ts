import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiQueries } from "@/lib/api/client";

/** A change of the ways to sign in; the page shows what holds after it. */
export function useChange<Input = void>(change: (input: Input) => Promise<unknown>, onDone: () => void = () => undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone();
      await queryClient.invalidateQueries({ queryKey: apiQueries.loginProviders.key() });
    },
  });
}
