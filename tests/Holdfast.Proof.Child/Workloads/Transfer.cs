namespace Holdfast.Proof.Child.Workloads;

/// <summary>
/// The commit that crash proofs make: its paths agree in every revision, and anybody can tell when one is missing.
/// </summary>
internal static class Transfer
{
    private const int RingItems = 8;
    private const int LargestText = 6000;

    /// <summary>The number of a writer's newest commit.</summary>
    public static long LastOf(StateView state, int writer) => state.GetOrDefault<long>($"/writers/{writer}/number");

    /// <summary>Makes one commit, in one of the ways in which commits are made.</summary>
    public static Revision Commit(State state, int writer, long number)
    {
        var options = new CommitOptions { Reason = $"{writer}:{number}" };
        return (number % 32) switch
        {
            7 => state.Exclusive(transaction => Change(transaction, writer, number, reads: true), options),
            15 => state.Atomic(
                transaction => Change(transaction, writer, number, reads: false),
                options with { Durability = Durability.Disk }),
            1 or 9 or 17 or 25 =>
                state.Atomic(transaction => Change(transaction, writer, number, reads: true), options),
            _ => state.Atomic(transaction => Change(transaction, writer, number, reads: false), options),
        };
    }

    /// <summary>Says what is wrong with a state; null when all its paths agree.</summary>
    public static string? FindFault(StateView state, int writers)
    {
        long sum = 0;
        for (int writer = 0; writer < writers; writer++)
        {
            long number = LastOf(state, writer);
            sum += number;
            if (number > 0 && FindFault(state, writer, number) is { } fault)
            {
                return fault;
            }
        }

        long total = state.GetOrDefault<long>("/total");
        return total == sum ? null : $"the total is {total} where the writers' numbers give {sum}";
    }

    /// <summary>Says what of one writer's part is wrong; null when it agrees.</summary>
    public static string? FindFault(StateView state, int writer, long number)
    {
        long twin = state.GetOrDefault<long>($"/writers/{writer}/twin");
        long ring = state.GetOrDefault<long>($"/rings/{writer}/{number % RingItems}");
        string text = state.Get<string>($"/texts/{writer}");
        return twin == number && ring == number && text == TextOf(number)
            ? null
            : $"writer {writer} is at {number}, its twin at {twin}, its ring at {ring}, "
                + $"its text has {text.Length} characters";
    }

    private static void Change(Transaction transaction, int writer, long number, bool reads)
    {
        transaction.Set($"/writers/{writer}/number", (Value)number);
        if (reads)
        {
            transaction.Set("/total", (Value)(transaction.GetOrDefault<long>("/total") + 1));
        }
        else
        {
            transaction.Add("/total", 1);
        }

        transaction.Set($"/texts/{writer}", TextOf(number));
        transaction.Set($"/rings/{writer}/{number % RingItems}", (Value)number);
        transaction.Set($"/writers/{writer}/twin", (Value)number);
    }

    // Mostly short, sometimes longer than a small segment, so that records meet every kind of end.
    private static string TextOf(long number) =>
        new((char)('a' + (number % 26)), number % 61 == 0 ? LargestText : (int)(number * 37 % 120));
}
