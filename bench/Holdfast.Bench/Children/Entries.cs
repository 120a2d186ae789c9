using System.Globalization;

namespace Holdfast.Bench.Children;

/// <summary>Many small entries: a key of 10 bytes and a text of 20 each.</summary>
internal static class Entries
{
    public const string Namespace = "entries";

    public const int Million = 1_000_000;

    private const int EntriesACommit = 1_000;

    public static string KeyOf(int index) => index.ToString("d10", CultureInfo.InvariantCulture);

    public static string TextOf(int index) => index.ToString("d20", CultureInfo.InvariantCulture);

    public static StatePath PathOf(int index) => StatePath.Root / KeyOf(index);

    public static void Fill(State state, int count)
    {
        for (int first = 0; first < count; first += EntriesACommit)
        {
            int start = first;
            state.Atomic(transaction =>
            {
                for (int index = start; index < Math.Min(start + EntriesACommit, count); index++)
                    transaction.Set(PathOf(index), (Value)TextOf(index));
            });
        }
    }
}
