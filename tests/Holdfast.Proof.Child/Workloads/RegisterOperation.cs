using System.Globalization;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>What a client of the linearizability proof can do with one key.</summary>
internal enum RegisterKind
{
    /// <summary>Reads the number; 0 when nothing is there.</summary>
    Read,

    /// <summary>Sets the number.</summary>
    Write,

    /// <summary>Adds to the number, and is told the sum.</summary>
    Add,

    /// <summary>Sets the number if it is the expected one, and is told whether.</summary>
    CompareAndSet,
}

/// <summary>One operation of a client on one key.</summary>
internal readonly record struct RegisterOperation(RegisterKind Kind, string Key, long Argument, long Expected)
{
    private const int Values = 5;

    /// <summary>Chooses an operation; few values, so that expectations often hold.</summary>
    public static RegisterOperation Next(Random random, int keys) => new(
        (RegisterKind)random.Next(4),
        $"k{random.Next(keys)}",
        random.Next(Values),
        random.Next(Values));

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    public static RegisterOperation Parse(ReadOnlySpan<string> words) => new(
        Enum.Parse<RegisterKind>(words[0]),
        words[1],
        long.Parse(words[2], CultureInfo.InvariantCulture),
        long.Parse(words[3], CultureInfo.InvariantCulture));

    /// <summary>Does it, and gives the number it was told; 1 and 0 for whether a compare-and-set was done.</summary>
    public long Do(State state)
    {
        StatePath path = StatePath.Root / Key;
        switch (Kind)
        {
            case RegisterKind.Read:
                return state.GetOrDefault<long>(path);
            case RegisterKind.Write:
                state.Set(path, (Value)Argument);
                return Argument;
            case RegisterKind.Add:
                return state.Add(path, Argument).Value.As<long>();
            default:
                return state.TrySet(path, Argument, Condition.IfEqual(Expected), out _) ? 1 : 0;
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind} {Key} {Argument} {Expected}");
}
