using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Maps;

/// <content>Failures, and ends before the last item.</content>
public abstract partial class MapTests
{
    // Slow items make small pieces: of two or three, of which some twenty are made ahead. Calls on the same workers,
    // which take turns with pieces that were wanted, give a map that does not wait the time to go on.
    [Fact]
    public void Map_EndlessItems_WaitWhenNobodyTakes()
    {
        int taken = 0;
        using IEnumerator<int> results = Context.Map(MapFunctions.Slow, Endless()).GetEnumerator();
        for (int number = 0; number < 50; number++)
        {
            Assert.True(results.MoveNext());
            Assert.Equal(number, results.Current);
        }

        for (int call = 0; call < 300; call++) Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
        Assert.InRange(Volatile.Read(ref taken), 50, 150);
        Assert.True(results.MoveNext());

        IEnumerable<int> Endless()
        {
            while (true) yield return taken++;
        }
    }

    // Items of three milliseconds are pieces of one, of which one more waits at each worker: item 20 waits for that one
    // too, which its own worker cannot begin.
    [Fact]
    public void Map_PieceBehindASlowOne_IsDoneByAnIdleWorkerAndOnce()
    {
        Assert.Equal(
            Enumerable.Range(0, 60),
            Context.Map(
                (State state, int number) => MapFunctions.WaitForTenBehind(state, number), Enumerable.Range(0, 60)));
        Assert.All(Enumerable.Range(0, 60), number => Assert.Equal(1, Context.State.Get<int>($"/runs/{number}")));
    }

    [Fact]
    public void Map_ItemThatFails_GivesItsErrorAndTheRestGoesOn()
    {
        using IEnumerator<int> results = Context.Map(MapFunctions.FailAtTens, Enumerable.Range(5, 10)).GetEnumerator();
        for (int number = 5; number < 10; number++)
        {
            Assert.True(results.MoveNext());
            Assert.Equal(number, results.Current);
        }

        MapItemException failed = Assert.Throws<MapItemException>(() => results.MoveNext());
        Assert.Equal((ErrorCode.ItemFailed, 5), (failed.Code, failed.Index));
        Assert.Equal("no 10", Assert.IsType<FormatException>(failed.InnerException).Message);
        Assert.True(results.MoveNext());
        Assert.Equal(11, results.Current);
    }

    [Fact]
    public void Results_ItemsThatFail_StandInTheirPlaces()
    {
        List<MapResult<int>> results = [.. Context.Map(MapFunctions.FailAtTens, Enumerable.Range(0, 100)).Results];
        Assert.Equal(100, results.Count);
        Assert.Equal(10, results.Count(result => result.Failure is not null));
        Assert.All(results, result => Assert.Equal(result.Index % 10 == 0, result.Failure is not null));
    }

    [Fact]
    public void Results_CallsThatFail_StandInTheirPlaces()
    {
        List<MapResult<int>> results =
            [.. Context.Map<int>(MapFunctions.FailAtTens, new() { Items = Enumerable.Range(0, 25) }).Results];
        Assert.Equal([0L, 10, 20], results.Where(result => result.Failure is not null).Select(result => result.Index));
        Assert.All(results, result => Assert.Equal(result.Failure is null ? result.Index : 0, result.Value));
    }

    [Fact]
    public void Results_OneThatCannotBeSent_IsTheFailureOfItsItemAlone()
    {
        MapResult<object>[] typed = [.. Context.Map(MapFunctions.UnsendableAtThree, Enumerable.Range(0, 50)).Results];
        Assert.Equal(Enumerable.Range(0, 50).Select(number => (long)number), typed.Select(result => result.Index));
        MapResult<object> failed = Assert.Single(typed, result => result.Failure is not null);
        Assert.Equal(3, failed.Index);
        Assert.Equal(
            ErrorCode.ResultNotPortable, Assert.IsAssignableFrom<IHoldfastError>(failed.Failure!.InnerException).Code);
        Assert.Equal("49", typed[49].Value!.ToString());

        MapArguments arguments = new() { Items = Enumerable.Range(0, 50) };
        Assert.Equal(
            [3L],
            Context.Map<int>(MapFunctions.UnsendableAtThree, arguments).Results
                .Where(result => result.Failure is not null).Select(result => result.Index));
    }

    [Fact]
    public async Task Map_EnumeratorDisposedOf_LetsGoOfTheItems()
    {
        TaskCompletionSource isLeft = new();
        using (IEnumerator<int> results = Context.Map(MapFunctions.Square, Endless()).GetEnumerator())
            Assert.True(results.MoveNext());
        await isLeft.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        IEnumerable<int> Endless()
        {
            try
            {
                for (int number = 0; ; number++) yield return number;
            }
            finally
            {
                isLeft.SetResult();
            }
        }
    }

    /// <summary>A piece was held back until it was full: with the sixth item, for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Map_ItemsThatWaitForResults_DoNotWaitForOneAnother(bool areCalls)
    {
        using SemaphoreSlim ahead = new(3);
        IEnumerable<int> results = areCalls
            ? Context.Map<int>(MapFunctions.Square, new MapArguments { Items = Items() })
            : Context.Map(MapFunctions.Square, Items());
        int taken = 0;
        foreach (int result in results)
        {
            Assert.Equal(taken * taken, result);
            taken++;
            ahead.Release();
        }

        Assert.Equal(100, taken);

        IEnumerable<int> Items()
        {
            for (int number = 0; number < 100; number++)
                yield return ahead.Wait(TimeSpan.FromSeconds(30)) ? number : throw new TimeoutException();
        }
    }

    [Fact]
    public void Map_StopAll_EndsWithTheFirstError()
    {
        List<int> taken = [];
        Assert.Throws<MapItemException>(() =>
        {
            foreach (int number in Context.Map(
                MapFunctions.FailAtTens,
                Enumerable.Range(1, int.MaxValue - 1),
                new MapOptions { Errors = MapErrors.StopAll }))
                taken.Add(number);
        });
        Assert.Equal(Enumerable.Range(1, 9), taken);
    }

    [Fact]
    public void Map_ItemsThatThrow_ThrowThere()
    {
        Assert.Throws<TimeoutException>(() => Context.Map(MapFunctions.Square, Items()).ToList());

        static IEnumerable<int> Items()
        {
            yield return 1;
            throw new TimeoutException();
        }
    }

    [Fact]
    public void Map_CancelledToken_EndsIt()
    {
        using CancellationTokenSource source = new();
        MapOptions options = new() { Token = source.Token };
        using IEnumerator<int> results =
            Context.Map(MapFunctions.Square, Enumerable.Range(0, int.MaxValue), options).GetEnumerator();
        Assert.True(results.MoveNext());
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            while (results.MoveNext()) { }
        });
    }
}
