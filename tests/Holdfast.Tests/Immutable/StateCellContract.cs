using Holdfast.Errors;
using Holdfast.Immutable;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Immutable;

/// <summary>What a cell promises, wherever it keeps its value.</summary>
public abstract partial class StateCellContract : IDisposable
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract StateCell<T> Make<T>(T initial);

    protected abstract StateCell<ImmutableState> MakeBag(ImmutableState initial);

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void Make_OfABag_HoldsItAtGenerationZero()
    {
        ImmutableState initial = new();
        StateCell<ImmutableState> cell = MakeBag(initial);
        Assert.Same(initial, cell.Current);
        Assert.Equal(0, cell.Generation);
    }

    [Fact]
    public void Update_BagOfAGenerationOfItsOwn_KeepsIt()
    {
        ImmutableState initial = new(("a", 1));
        StateCell<ImmutableState> cell = MakeBag(initial);
        ImmutableState updated = cell.Update(bag => bag.WithGeneration(10));
        Assert.Equal(updated, cell.Current);
        Assert.Equal(10, updated.Generation);
        Assert.Equal(10, cell.Current.Generation);
        Assert.Equal(initial.CreatedAt, cell.Current.CreatedAt);
        Assert.Equal(0, initial.Generation);
        Assert.Equal(1, cell.Generation);
    }

    [Fact]
    public void Update_Record_SetsAndCounts()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        Assert.Equal(new Counter(1), cell.Update(counter => counter with { Count = counter.Count + 1 }));
        Assert.Equal(new CellVersion<Counter>(new Counter(1), 1), cell.Version);
    }

    [Fact]
    public async Task AsyncVerbs_All_DoWhatTheirTwinsDo()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        await cell.ReplaceAsync(new Counter(1), token: Token);
        Assert.Equal((new Counter(1), 1L), (cell.Current, cell.Generation));
        Assert.False(await cell.TryReplaceAsync(new Counter(7), new Counter(8), token: Token));
        Assert.True(await cell.TryReplaceAsync(new Counter(1), new Counter(2), token: Token));
        Assert.Equal(new Counter(3), await cell.MergeAsync(Value.Parse("""{"Count":3}"""), token: Token));
        Assert.Equal(new Counter(4), await cell.MergeAsync(new ImmutableState(("Count", 4)), token: Token));
        Assert.Equal((new Counter(4), 4L), (cell.Current, cell.Generation));
    }

    [Fact]
    public async Task AsyncVerbs_CancelledOrFailing_ChangeNothingAndSayItInTheTask()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        using CancellationTokenSource ended = new();
        await ended.CancelAsync();
        Task[] cancelled =
        [
            cell.ReplaceAsync(new Counter(1), token: ended.Token),
            cell.TryReplaceAsync(new Counter(0), new Counter(1), token: ended.Token),
            cell.MergeAsync(Value.Parse("""{"Count":1}"""), token: ended.Token),
        ];
        foreach (Task task in cancelled) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Task failing = cell.UpdateAsync(_ => throw new InvalidTimeZoneException(), token: Token);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failing);
        Task unknown = cell.MergeAsync(Value.Parse("""{"Nope":1}"""), token: Token);
        await Assert.ThrowsAsync<HoldfastArgumentException>(() => unknown);
        Assert.Equal((new Counter(0), 0L), (cell.Current, cell.Generation));
    }

    [Fact]
    public async Task UpdateAsync_Record_SetsAndCounts()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        Assert.Equal(new Counter(1), await cell.UpdateAsync(counter => counter with { Count = 1 }, token: Token));
        Assert.Equal(1, cell.Generation);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => cell.UpdateAsync(counter => counter, token: cancelled.Token));
    }

    [Fact]
    public void Update_EqualValue_CountsAsAChange()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        cell.Update(counter => counter);
        cell.Replace(new Counter(0));
        Assert.Equal(2, cell.Generation);
    }

    [Fact]
    public void Update_FunctionThatThrows_ChangesNothing()
    {
        StateCell<Counter> cell = Make(new Counter(3));
        Assert.Throws<InvalidDataException>(() => cell.Update(_ => throw new InvalidDataException()));
        Assert.Equal(new CellVersion<Counter>(new Counter(3), 0), cell.Version);
    }

    [Fact]
    public void Update_StructNullOrText_IsHeldAsItIs()
    {
        StateCell<(int A, long B)> pair = Make((1, 2L));
        Assert.Equal((1, 2L), pair.Current);
        StateCell<string?> text = Make<string?>("a");
        text.Replace(null);
        Assert.Null(text.Current);
    }

    [Fact]
    public void Replace_OlderBag_GenerationOfTheCellStillRises()
    {
        ImmutableState old = new(("a", 1));
        StateCell<ImmutableState> cell = MakeBag(old);
        cell.Update(bag => bag.With("a", 2));
        cell.Replace(old);
        Assert.Equal(0, cell.Current.Generation);
        Assert.Equal(2, cell.Generation);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void TryReplaceAt_GenerationThatNeverWas_IsFalse(long generation)
    {
        StateCell<Counter> cell = Make(new Counter(1));
        Assert.False(cell.TryReplaceAt(generation, new Counter(2)));
        Assert.Equal(new Counter(1), cell.Current);
    }

    [Fact]
    public void TryReplace_Expected_ComparesByValue()
    {
        StateCell<Counter> cell = Make(new Counter(1));
        Assert.False(cell.TryReplace(new Counter(2), new Counter(3)));
        Assert.Equal(0, cell.Generation);
        Assert.True(cell.TryReplace(new Counter(1), new Counter(2)));
        Assert.Equal(new CellVersion<Counter>(new Counter(2), 1), cell.Version);
    }

    [Fact]
    public async Task TryReplaceAt_Generation_OnlyOneOfTwoSucceeds()
    {
        StateCell<Counter> cell = Make(new Counter(0));
        long seen = cell.Generation;
        Assert.True(cell.TryReplaceAt(seen, new Counter(1)));
        Assert.False(cell.TryReplaceAt(seen, new Counter(2)));
        Assert.False(await cell.TryReplaceAtAsync(seen, new Counter(2), token: Token));
        Assert.True(await cell.TryReplaceAtAsync(cell.Generation, new Counter(3), token: Token));
        Assert.Equal(new Counter(3), cell.Current);
    }

    [Fact]
    public void Merge_FieldsOfABag_LeavesTheOthers()
    {
        StateCell<ImmutableState> cell = MakeBag(new(("connection_count", 0), ("status", "idle"), ("kept", true)));
        ImmutableState merged = cell.Merge(("connection_count", 1), ("status", "active"));
        Assert.Equal("""{"connection_count":1,"status":"active","kept":true}""", cell.Current.ToString());
        Assert.Equal(merged, cell.Current);
        cell.Merge(new ImmutableState(("kept", false)));
        cell.Merge(Value.Parse("""{"status":null}"""));
        Assert.Equal("""{"connection_count":1,"kept":false}""", cell.Current.ToString());
        Assert.Equal((3, 3), (cell.Generation, cell.Current.Generation));
    }

    [Fact]
    public void Merge_PartOfARecord_LeavesTheRest()
    {
        StateCell<Counter> cell = Make(new Counter(1, "idle"));
        Assert.Equal(new Counter(1, "busy"), cell.Merge(Value.Parse("""{"Status":"busy"}""")));
        Assert.Equal(new Counter(2, "busy"), cell.Merge(new ImmutableState(("Count", 2))));
        Assert.Equal(2, cell.Generation);
    }

    [Fact]
    public void Merge_UnknownField_IsACodedErrorAndChangesNothing()
    {
        StateCell<Counter> cell = Make(new Counter(1));
        Assert.Equal(
            ErrorCode.UnknownField,
            Assert.Throws<HoldfastArgumentException>(() => cell.Merge(Value.Parse("""{"status":"busy"}"""))).Code);
        Assert.Equal(
            ErrorCode.WrongKind,
            Assert.Throws<HoldfastOperationException>(() => cell.Merge(Value.Parse("""{"Count":"x"}"""))).Code);
        Assert.Equal(new CellVersion<Counter>(new Counter(1), 0), cell.Version);
    }

    [Fact]
    public void Current_GottenObject_CannotChangeTheCell()
    {
        StateCell<ImmutableState> cell = MakeBag(new(("tags", Value.From((string[])["a"]))));
        cell.Merge(("b", 1));
        string[] tags = cell.Current.Get<string[]>("tags");
        tags[0] = "changed";
        cell.Current.With("b", 2);
        Assert.Equal("""{"tags":["a"],"b":1}""", cell.Current.ToString());
    }

    [Fact]
    public async Task Update_ManyThreads_LosesNothing()
    {
        const int threads = 8;
        const int updates = 200;
        StateCell<Counter> cell = Make(new Counter(0));
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < updates; i++) cell.Update(counter => counter with { Count = counter.Count + 1 });
        })));
        Assert.Equal(new CellVersion<Counter>(new Counter(threads * updates), threads * updates), cell.Version);
    }

    [Fact]
    public async Task Version_WhileOthersChange_FitsTogether()
    {
        StateCell<Counter> cell = Make(new Counter(0, "0"));
        Task writing = Task.Run(() =>
        {
            for (int i = 0; i < 2000; i++)
                cell.Update(counter => new Counter(counter.Count + 1, $"{counter.Count + 1}"));
        }, Token);
        while (!writing.IsCompleted)
        {
            CellVersion<Counter> version = cell.Version;
            Assert.Equal(version.Generation, version.Value.Count);
            Assert.Equal($"{version.Generation}", version.Value.Status);
        }

        await writing;
    }

    [Fact]
    public void Changes_AtRandom_AreThoseOfAVariable() => Property.Holds(
        seed =>
        {
            Random random = new(seed);
            StateCell<Counter> cell = Make(new Counter(0));
            Counter model = new(0);
            long last = 0;
            for (int step = 0; step < 30; step++)
            {
                Counter next = new(random.Next(3), $"{random.Next(3)}");
                Counter expected = new(random.Next(3), $"{random.Next(3)}");
                bool isChanged = random.Next(4) switch
                {
                    0 => cell.TryReplace(expected, next) ? expected == model : expected != model && Skip(out next),
                    1 => cell.TryReplaceAt(last, next),
                    2 => !cell.TryReplaceAt(last + 1, new Counter(99)) && Skip(out next),
                    _ => cell.Update(now => now == model ? next : new Counter(99)) == next,
                };
                if (!isChanged) return false;
                CellVersion<Counter> now = cell.Version;
                if (next.Count < 0 ? now.Generation != last || now.Value != model
                    : now.Generation <= last || now.Value != next)
                    return false;
                (model, last) = (now.Value, now.Generation);
            }

            return true;
        },
        tests: 60);

    private static bool Skip(out Counter next)
    {
        next = new Counter(-1);
        return true;
    }
}
