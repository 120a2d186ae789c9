using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>
/// What is an update and what is told of it, where zproc's State told too much, too little or the wrong thing.
/// </summary>
public sealed class UpdateTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;

    public UpdateTests()
    {
        _state = _store.GetState("default");
        _state["/n"] = 5;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    /// <summary>zproc: get_raw_update gives before, after and whether they are identical.</summary>
    [Fact]
    public async Task Next_EachUpdate_HasBeforeAfterAndWhetherTheyAreEqual()
    {
        using Watch watch = WatchAll();
        _state["/n"] = 6;
        _state["/n"] = 6;
        Commit other = await watch.NextAsync(Patience, Token);
        Commit same = await watch.NextAsync(Patience, Token);
        Assert.Equal((5, 6, false), (other.Before.Get<int>("/n"), other.After.Get<int>("/n"), other.AreEqual));
        Assert.Equal((6, 6, true), (same.Before.Get<int>("/n"), same.After.Get<int>("/n"), same.AreEqual));
    }

    [Fact]
    public async Task NextChange_StateHasGoneOn_GivesThatOfTheUpdate()
    {
        using Watch watch = _state.Watch();
        _state["/n"] = 6;
        _state["/n"] = 7;
        Snapshot first = await watch.NextChangeAsync(["/n"], Patience, Token);
        Assert.Equal((6, 7), (first.Get<int>("/n"), _state.Get<int>("/n")));
    }

    [Fact]
    public async Task NextChangeExcept_NoPaths_IsAnyChange()
    {
        using Watch watch = _state.Watch();
        _state["/n"] = 6;
        Assert.Equal(6, (await watch.NextChangeExceptAsync([], Patience, Token)).Get<int>("/n"));
    }

    /// <remarks>Also where a watch is told of equal values: a change is what is asked for here.</remarks>
    [Fact]
    public async Task NextChange_EqualValuesAsked_NeverMatches()
    {
        using Watch watch = WatchAll();
        _state["/n"] = 5;
        _state["/n"] = 6;
        Assert.Equal(new Revision(3), (await watch.NextChangeAsync(["/n"], Patience, Token)).Revision);
    }

    [Fact]
    public async Task Read_OfAnyKind_IsNoUpdate()
    {
        using Watch watch = WatchAll();
        StateMembers members = _state.Members();
        _ = members["n"];
        _ = members.GetValueOrDefault("x");
        _ = members.ContainsKey("n");
        _ = members.Count;
        _ = members.ToDictionary();
        _ = members.Keys.Concat(members.Values.Select(value => value.ToString())).ToArray();
        _ = _state.Snapshot().Root == Value.EmptyObject;
        Assert.Equal(new Revision(1), _state.Revision);
        _state["/n"] = 6;
        Assert.Equal(new Revision(2), (await watch.NextAsync(Patience, Token)).Revision);
    }

    [Fact]
    public async Task Call_ThatIsRefused_IsNoUpdate()
    {
        using Watch watch = WatchAll();
        Assert.ThrowsAny<Exception>(() => _state.Members().Pop("missing"));
        Assert.Throws<HoldfastOperationException>(() => _state.Append("/n", 1));
        Assert.Throws<FormatException>(() => _state.Atomic(transaction =>
        {
            transaction["/n"] = 0;
            return int.Parse("half way", CultureInfo.InvariantCulture);
        }));
        _state["/n"] = 6;
        Commit first = await watch.NextAsync(Patience, Token);
        Assert.Equal((new Revision(2), 5), (first.Revision, first.Before.Get<int>("/n")));
    }

    /// <summary>zproc published its set() as an update that changes nothing, so that no watcher was woken.</summary>
    [Fact]
    public async Task ReplaceAll_OtherContent_WakesWhoeverWaits()
    {
        using Watch watch = _state.Watch();
        _state.ReplaceAll(Value.Parse("""{"m":1}"""));
        Commit set = await watch.NextAsync(Patience, Token);
        Assert.Equal("""{"n":5}""", set.Before.ToString());
        Assert.Equal("""{"m":1}""", set.After.ToString());
        Assert.False(set.AreEqual);
    }

    /// <summary>zproc left what a call had changed before it failed.</summary>
    [Fact]
    public void Atomic_FailsHalfWay_LeavesNothingOfIt()
    {
        _state["/text"] = "a";
        Assert.Throws<HoldfastOperationException>(() => _state.Atomic(transaction =>
        {
            transaction["/first"] = 1;
            transaction.Remove("/n");
            transaction.Add("/text", 1);
        }));
        Assert.Equal("""{"n":5,"text":"a"}""", _state.Snapshot().ToString());
    }

    [Fact]
    public async Task GoLive_OfOneThatIsLive_ChangesNothing()
    {
        using Watch watch = _state.Watch();
        _state["/n"] = 6;
        watch.GoLive();
        watch.GoLive();
        _state["/n"] = 7;
        Assert.Equal(7, (await watch.NextAsync(Patience, Token)).After.Get<int>("/n"));
    }

    /// <summary>zproc: the watchers of one State share one queue.</summary>
    [Fact]
    public async Task Watches_OfOneState_EachHaveTheirOwnPlace()
    {
        using Watch first = _state.Watch();
        using Watch second = _state.Watch();
        _state["/n"] = 6;
        _state["/n"] = 7;
        await first.NextEqualAsync("/n", 7, Patience, Token);
        Assert.Equal(6, (await second.NextAsync(Patience, Token)).After.Get<int>("/n"));
    }

    /// <summary>zproc's start_time, count and consume().</summary>
    [Fact]
    public async Task Watch_FromTheBeginning_GivesSomeAndThenTheRest()
    {
        for (int number = 6; number < 10; number++) _state["/n"] = number;
        using Watch watch = _state.Watch(new WatchOptions { From = new Revision(1) });
        int[] some = await watch.Take(3).Select(commit => commit.After.Get<int>("/n")).ToArrayAsync(Token);
        Assert.Equal([5, 6, 7], some);
        Assert.Equal(8, (await watch.NextAsync(Patience, Token)).After.Get<int>("/n"));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("\"a\"", true)]
    [InlineData("[0]", true)]
    [InlineData("{\"a\":null}", true)]
    [InlineData("null", false)]
    [InlineData("false", false)]
    [InlineData("0.0", false)]
    [InlineData("\"\"", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    public async Task NextTruthy_AndNextFalsy_AreAsPythonHasThem(string value, bool isTruthy)
    {
        using Watch watch = _state.Watch();
        _state["/x"] = Value.Parse(value);
        Task<Snapshot> truthy = watch.NextTruthyAsync("/x", isTruthy ? Patience : TimeSpan.Zero, Token).AsTask();
        using Watch another = _state.Watch(new WatchOptions { From = new Revision(1) });
        Task<Snapshot> falsy = another.NextFalsyAsync("/x", isTruthy ? TimeSpan.Zero : Patience, Token).AsTask();
        Assert.Equal(new Revision(2), (await (isTruthy ? truthy : falsy)).Revision);
        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => isTruthy ? falsy : truthy);
    }

    /// <summary>zproc's increase, decrease and append.</summary>
    [Fact]
    public void Add_AndAppend_CountUpAndDownAndGrow()
    {
        Assert.Equal(6, (int)_state.Add("/n", 1).Value);
        Assert.Equal(3, (int)_state.Add("/n", -3).Value);
        Assert.Equal("[1]", _state.Append("/list", 1).Value.ToString());
        Assert.Equal("[1,2]", _state.Append("/list", 2).Value.ToString());
    }

    /// <summary>zproc copied, compared and sent the whole state at each request.</summary>
    [Fact]
    public void Call_OnALargeState_CostsWhatItTouches()
    {
        const int rounds = 100;
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"\"k{number}\":\"{number:D40}\","));
        _state.ReplaceAll(Value.Parse($$"""{{{text}}"n":0}"""));
        _state.Add("/n", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            _state.Add("/n", 1);
            _ = _state.Get<string>($"/k{round}");
        }

        long perRound = (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
        Assert.InRange(perRound, 1, text.Length / 50);
        Assert.Equal(rounds + 1, _state.Get<int>("/n"));
    }

    /// <summary>zproc's values are pickled, so that whoever can write one runs code where it is read.</summary>
    [Fact]
    public void Get_ValueThatNamesAType_IsDataAndNothingElse()
    {
        string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        string text = $$"""{"$type":"System.IO.FileStream, System.Private.CoreLib","path":"{{file}}","mode":2}""";
        _state["/x"] = Value.Parse(text);
        Assert.Equal(text, _state["/x"].ToString());
        Assert.IsNotType<FileStream>(_state.Get<object>("/x"));
        Assert.False(File.Exists(file));
    }

    private Watch WatchAll() => _state.Watch(new WatchOptions { IncludesEqual = true });
}
