using System.Globalization;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Holdfast.Collections;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Collections;

public sealed class FileDictionaryTests : PersistentDictionaryContract
{
    private readonly TestFolder _folder = new();

    private string Name => Path.Combine(_folder.Root, "deep", "down", "state.json");

    [Fact]
    public void New_MissingFolder_IsMadeAndTheFileIsNot()
    {
        using PersistentDictionary<string, int> state = new(Name);
        Assert.True(Directory.Exists(Path.GetDirectoryName(Name)));
        Assert.False(File.Exists(Name));
        Assert.Empty(state);
        Assert.False(File.Exists(Name));
    }

    [Fact]
    public void Set_Stored_IsAJsonObjectThatAPersonCanRead()
    {
        using PersistentDictionary<string, int> state = new(Name);
        state.Update(("a", 1), ("b", 2));
        Assert.Equal("{\n  \"a\": 1,\n  \"b\": 2\n}\n", File.ReadAllText(Name));
        Assert.Equal(["state.json"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Name)!)
            .Select(Path.GetFileName));
    }

    [Fact]
    public void New_BareFileName_IsInTheCurrentFolder()
    {
        string name = $"holdfast-test-{Guid.NewGuid():N}.json";
        try
        {
            using PersistentDictionary<string, int> state = new(name);
            state["a"] = 1;
            Assert.True(File.Exists(Path.Combine(Environment.CurrentDirectory, name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void Read_FileThatAPersonEdited_IsReadAnew()
    {
        using PersistentDictionary<string, int> state = new(Name);
        state["a"] = 1;
        File.WriteAllText(Name, """{"a":7}""");
        Assert.Equal(7, state["a"]);
        File.Delete(Name);
        Assert.Empty(state);
        state["b"] = 1;
        Assert.Equal(1, state["b"]);
        File.WriteAllText(Name, "");
        Assert.Empty(state);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"a":""")]
    public void Read_FileThatIsNoJsonObject_IsACodedErrorAndStays(string content)
    {
        using PersistentDictionary<string, int> state = new(Name);
        File.WriteAllText(Name, content);
        Assert.Equal(ErrorCode.NotADictionary, Assert.Throws<HoldfastOperationException>(() => state.Count).Code);
        Assert.Throws<HoldfastOperationException>(() => state["a"] = 1);
        Assert.Equal(content, File.ReadAllText(Name));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Set_FileWithPermissionsOrALink_KeepsThem()
    {
        using (PersistentDictionary<string, int> made = new(Name)) made["a"] = 1;
        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(Name, shared);
        string link = Path.Combine(_folder.Root, "link.json");
        File.CreateSymbolicLink(link, Name);
        using PersistentDictionary<string, int> state = new(link);
        state["a"] = 2;
        Assert.Equal(shared, File.GetUnixFileMode(Name));
        Assert.Equal(Name, new FileInfo(link).LinkTarget);
        Assert.Contains("2", File.ReadAllText(Name), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_LeftoverOfAWriterThatDied_IsNoHindrance()
    {
        using PersistentDictionary<string, int> state = new(Name);
        state["a"] = 1;
        File.WriteAllText(Name + ".tmp", """{"a":""");
        state["a"] = 2;
        Assert.Equal(2, state["a"]);
        Assert.False(File.Exists(Name + ".tmp"));
    }

    [Fact]
    public void Set_LockHeldByAnotherProcess_IsATimeOutAndTheHolderKeepsIt()
    {
        using PersistentDictionary<string, int> state = new(
            Name, new PersistentDictionaryOptions { LockTimeout = TimeSpan.FromMilliseconds(200) });
        state["a"] = 1;
        using ChildProcess holder = new("hold-dictionary", Name);
        Assert.Equal("held", holder.ReadLine());
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(
                ErrorCode.LockTimedOut, Assert.Throws<HoldfastTimeoutException>(() => state["a"] = 2).Code);
        }

        Assert.Equal(1, state["a"]);
    }

    // Who gives up leaves a thread in the kernel's queue; there may not be any number of them, and none keeps the lock.
    [Fact]
    public void Set_ManyThatGaveUp_KeepNobodyOut()
    {
        using PersistentDictionary<string, int> hasty = new(
            Name, new PersistentDictionaryOptions { LockTimeout = TimeSpan.FromMilliseconds(10) });
        using PersistentDictionary<string, int> patient = new(Name);
        hasty["a"] = 1;
        using ChildProcess holder = new("hold-dictionary", Name);
        Assert.Equal("held", holder.ReadLine());
        for (int i = 0; i < 40; i++)
            Assert.Throws<HoldfastTimeoutException>(() => hasty["a"] = 2);
        holder.Kill();
        patient["a"] = 3;
        Assert.Equal(3, hasty["a"]);
    }

    [Fact]
    public async Task Set_LockThatIsFreed_GoesOn()
    {
        using PersistentDictionary<string, int> state = new(Name);
        state["a"] = 1;
        using ChildProcess holder = new("hold-dictionary", Name);
        Assert.Equal("held", holder.ReadLine());
        Task waiting = Task.Run(() => state["a"] = 2, Token);
        await Task.Delay(100, Token);
        Assert.False(waiting.IsCompleted);
        holder.Kill();
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(2, state["a"]);
    }

    // Readers waited as long for the file's lock as the one who stored.
    [Fact]
    public async Task Store_WaitsForTheLock_OthersReadAndChangeMeanwhile()
    {
        using PersistentDictionary<string, int> state = new(
            Name, new PersistentDictionaryOptions { Mode = DictionaryMode.Explicit });
        state["a"] = 1;
        state["b"] = 1;
        using ChildProcess holder = new("hold-dictionary", Name);
        Assert.Equal("held", holder.ReadLine());
        Task storing = Task.Run(state.Store, Token);
        await Task.Run(() => state["b"] = state["a"] + 1, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.False(storing.IsCompleted);
        holder.Kill();
        await storing.WaitAsync(TimeSpan.FromMinutes(1), Token);
        state.Store();
        Assert.False(state.HasUnsavedChanges);
        using PersistentDictionary<string, int> again = new(Name);
        Assert.Equal((1, 2), (again["a"], again["b"]));
    }

    [Fact]
    public void Set_HolderWasKilled_BlocksNobody()
    {
        using PersistentDictionary<string, int> state = new(Name);
        state["a"] = 1;
        using (ChildProcess holder = new("hold-dictionary", Name))
        {
            Assert.Equal("held", holder.ReadLine());
            holder.Kill();
        }

        state["a"] = 2;
        Assert.Equal(2, state["a"]);
    }

    [Fact]
    public void Write_KilledInTheMiddle_LeavesTheOldOrTheNew()
    {
        using PersistentDictionary<string, int[]> state = new(Name);
        Random random = new(3);
        int acknowledged = 0;
        for (int round = 0; round < 8; round++)
        {
            using ChildProcess writer = new("write-dictionary", Name);
            for (int i = random.Next(1, 6); i > 0; i--) acknowledged = Parse(writer.ReadLine());
            Thread.Sleep(random.Next(8));
            acknowledged = (int)writer.Kill().DefaultIfEmpty(acknowledged).Max();
            int[] numbers = state["numbers"];
            Assert.InRange(numbers[0], acknowledged, acknowledged + 1);
            Assert.All(numbers, number => Assert.Equal(numbers[0], number));
            state["after"] = [round];
            acknowledged = numbers[0];
        }
    }

    [Fact]
    public void AddOrUpdate_SeveralProcesses_LosesNothing()
    {
        ChildProcess[] children =
            [.. Enumerable.Range(0, 3).Select(_ => new ChildProcess("add-dictionary", Name, "40"))];
        foreach (ChildProcess child in children)
        {
            child.End();
            child.Dispose();
        }

        using PersistentDictionary<string, int> state = new(Name);
        Assert.Equal(120, state["counter"]);
    }

    [Fact]
    public void SetDefault_InSuccessiveProcesses_CountsThem()
    {
        for (int run = 1; run <= 3; run++)
        {
            using ChildProcess child = new("run-dictionary", Name);
            Assert.Equal($"{run}", child.ReadLine());
        }
    }

    [Fact]
    public async Task Changed_ByAnotherProcess_IsTold()
    {
        using PersistentDictionary<string, int> state = new(Name);
        Channel<string> seen = Channel.CreateUnbounded<string>();
        state.Changed += (_, change) => seen.Writer.TryWrite(change.Keys[0]);
        using ChildProcess child = new("run-dictionary", Name);
        Assert.Equal(["counter"], await ReadAsync(seen, 1));
    }

    private static int Parse(string line) => int.Parse(line, CultureInfo.InvariantCulture);

    protected override PersistentDictionary<TKey, TValue> Open<TKey, TValue>(
        string name = "one", PersistentDictionaryOptions? options = null) =>
        new(Path.Combine(_folder.Root, name + ".json"), options);

    protected override void CleanUp() => _folder.Dispose();
}
