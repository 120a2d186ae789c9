using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>The checker itself: what it must take, and what it must not.</summary>
public sealed class LinearizabilityCheckerTests
{
    private int _client;

    [Fact]
    public void History_OneAfterAnother_IsTaken() =>
        Assert.True(
            IsTaken(Write(1, 0, 1), Read(1, 2, 3), Add(2, 3, 4, 5), CompareAndSet(3, 7, 1, 6, 7), Read(7, 8, 9)));

    [Fact]
    public void History_ReadDuringAWrite_MayGiveOldOrNew()
    {
        Assert.True(IsTaken(Write(1, 0, 9), Read(0, 1, 2)));
        Assert.True(IsTaken(Write(1, 0, 9), Read(1, 1, 2)));
    }

    [Fact]
    public void History_OldValueAfterTheWriteEnded_IsRefused() => Assert.False(IsTaken(Write(1, 0, 1), Read(0, 2, 3)));

    [Fact]
    public void History_NewThenOldDuringAWrite_IsRefused() =>
        Assert.False(IsTaken(Write(1, 0, 9), Read(1, 1, 2), Read(0, 3, 4)));

    [Fact]
    public void History_TwoReadersSeeTwoWritesInDifferentOrder_IsRefused() => Assert.False(IsTaken(
        Write(1, 0, 20), Write(2, 0, 20), Read(1, 1, 2), Read(2, 3, 4), Read(2, 1, 2), Read(1, 3, 4), Read(1, 5, 6),
        Read(2, 5, 6)));

    [Fact]
    public void History_LostUpdate_IsRefused() => Assert.False(IsTaken(Add(1, 1, 0, 9), Add(1, 1, 0, 9)));

    [Fact]
    public void History_TwoAddsAtOnce_InEitherOrder_IsTaken() =>
        Assert.True(IsTaken(Add(1, 2, 0, 9), Add(1, 1, 0, 9), Read(2, 10, 11)));

    [Fact]
    public void History_TwoWinnersOfOneExpectation_IsRefused() =>
        Assert.False(IsTaken(CompareAndSet(0, 1, 1, 0, 9), CompareAndSet(0, 2, 1, 0, 9), Read(2, 10, 11)));

    [Fact]
    public void History_ExpectationRefusedThoughItHeld_IsRefused() =>
        Assert.False(IsTaken(CompareAndSet(0, 1, 0, 0, 1)));

    [Fact]
    public void History_CutOffWrite_MayHaveHappenedOrNot()
    {
        Assert.True(IsTaken(CutOff(5, 0), Read(0, 10, 11)));
        Assert.True(IsTaken(CutOff(5, 0), Read(5, 10, 11)));
        Assert.True(IsTaken(CutOff(5, 0), Read(0, 10, 11), Read(5, 12, 13)));
    }

    [Fact]
    public void History_CutOffWriteSeenAndThenGone_IsRefused() =>
        Assert.False(IsTaken(CutOff(5, 0), Read(5, 10, 11), Read(0, 12, 13)));

    [Fact]
    public void History_CutOffWriteSeenBeforeItBegan_IsRefused() => Assert.False(IsTaken(Read(5, 0, 1), CutOff(5, 2)));

    [Fact]
    public void History_OneBadAnswerAmongThousands_IsRefused()
    {
        Event[] history = Sequential(new Random(1), 3000);
        Assert.Empty(LinearizabilityChecker.FindBadKeys(history));
        int read = Array.FindIndex(history, 1500, one => one.Operation.Kind == RegisterKind.Read);
        history[read] = history[read] with { Result = history[read].Result + 1 };
        Assert.Equal([history[read].Operation.Key], LinearizabilityChecker.FindBadKeys(history));
    }

    /// <summary>
    /// Random histories that overlap, made from a true order: all are taken; with one answer changed, many are not.
    /// </summary>
    [Fact]
    public void History_MadeFromATrueOrder_IsTaken()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 100; round++)
        {
            Event[] history = Blur(Sequential(random, 60), random);
            Assert.True(LinearizabilityChecker.FindBadKeys(history).Count == 0, $"seed {seed}, round {round}");
            int changed = random.Next(history.Length);
            history[changed] = history[changed] with { Result = 99_999 };
            refused += LinearizabilityChecker.FindBadKeys(history).Count;
        }

        Assert.Equal(100, refused);
    }

    private static Event[] Sequential(Random random, int count)
    {
        var numbers = new Dictionary<string, long>();
        var events = new Event[count];
        for (int index = 0; index < count; index++)
        {
            RegisterOperation operation = RegisterOperation.Next(random, 2);
            long before = numbers.GetValueOrDefault(operation.Key);
            long after = RegisterModel.Step(before, operation, null)!.Value;
            numbers[operation.Key] = after;
            long result = operation.Kind == RegisterKind.CompareAndSet ? (before == operation.Expected ? 1 : 0) : after;
            events[index] = new Event(0, operation, (index * 10) + 4, (index * 10) + 6, result);
        }

        return events;
    }

    private static Event[] Blur(Event[] events, Random random) =>
        [.. events.Select(one => one with { Begin = one.Begin - random.Next(30), End = one.End + random.Next(30) })];

    private static bool IsTaken(params Event[] history) => LinearizabilityChecker.FindBadKeys(history).Count == 0;

    private Event Read(long result, long begin, long end) => Make(RegisterKind.Read, 0, 0, result, begin, end);

    private Event Write(long value, long begin, long end) => Make(RegisterKind.Write, value, 0, value, begin, end);

    private Event Add(long amount, long sum, long begin, long end) =>
        Make(RegisterKind.Add, amount, 0, sum, begin, end);

    private Event CompareAndSet(long expected, long value, long result, long begin, long end) =>
        Make(RegisterKind.CompareAndSet, value, expected, result, begin, end);

    private Event CutOff(long value, long begin) => Make(RegisterKind.Write, value, 0, null, begin, long.MaxValue);

    private Event Make(RegisterKind kind, long argument, long expected, long? result, long begin, long end) =>
        new(_client++, new RegisterOperation(kind, "k", argument, expected), begin, end, result);
}
