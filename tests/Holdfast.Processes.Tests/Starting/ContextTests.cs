using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What a context is, and what it costs.</summary>
public sealed class ContextTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Z-2: its state, processes, workers, address and namespace.</summary>
    [Fact]
    public void New_OnAnAddress_ItsPartsAreReadable()
    {
        ProcessContextOptions options = new() { Namespace = "jobs", Workers = 1 };
        using ProcessContext context = new(_folder.Store, options);
        Assert.Equal((_folder.Store, "jobs"), (context.Address, context.Namespace));
        Assert.Equal(("jobs", ""), (context.State.Name, context.State.Path.ToString()));
        Assert.Empty(context.Processes);
        Assert.Empty(context.Workers);
        ChildProcess[] made = [context.Create(Functions.Pid), context.Start(Functions.Square, 2)];
        Assert.Equal(made, context.Processes);
        int pid = context.Run<int>(Functions.Pid);
        Assert.Equal(pid, Assert.Single(context.Workers).Pid);
        Assert.Equal(made, context.Processes);
    }

    // The compiler could not tell whether null is an address or a store.
    [Fact]
    public void New_NullWithOptions_IsOnAPrivateStore()
    {
        using ProcessContext context = new(null, new ProcessContextOptions { Namespace = "jobs" });
        Assert.Equal("jobs", context.Namespace);
    }

    // They were taken: a namespace only failed in the child, or was one of Holdfast's own.
    [Fact]
    public void Options_WhatCannotBe_IsRefusedWhereItIsGiven()
    {
        Assert.Equal(ErrorCode.InvalidName, CodeOf(() => new ProcessOptions { Namespace = "" }));
        Assert.Equal(ErrorCode.ReservedName, CodeOf(() => new ProcessOptions { Namespace = "$x" }));
        Assert.Equal(ErrorCode.InvalidName, CodeOf(() => new ProcessContextOptions { Namespace = "" }));
        Assert.Equal(ErrorCode.ReservedName, CodeOf(() => new ProcessContextOptions { Namespace = "$processes" }));
        Assert.Throws<ArgumentException>(() => new ProcessOptions { Name = "" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessContextOptions { Workers = 0 });
        Assert.Throws<ArgumentNullException>(() => new ProcessContextOptions { Process = null! });
        Assert.Equal(new ProcessOptions(), new ProcessOptions { Name = null, Namespace = null });

        static ErrorCode CodeOf(Func<object> make) => Assert.Throws<HoldfastArgumentException>(make).Code;
    }

    [Fact]
    public void New_WithoutAnAddress_HasOneThatOthersCanOpenUntilItEnds()
    {
        string address;
        using (ProcessContext context = new())
        {
            address = context.Address;
            context.State["/n"] = 1;
            using ProcessContext other = new(address);
            Assert.Equal(1, other.State.Get<int>("/n"));
        }

        Assert.False(Directory.Exists(address));
    }

    /// <summary>zproc waited for ever when nothing listened at its address.</summary>
    [Fact]
    public void New_AddressThatCannotBe_FailsAtOnce()
    {
        string file = Path.Combine(_folder.Root, "file");
        File.WriteAllText(file, "no store");
        Exception failure = Assert.ThrowsAny<Exception>(() => new ProcessContext(file));
        Assert.IsAssignableFrom<IHoldfastError>(failure);
        Assert.Equal("no store", File.ReadAllText(file));
    }

    /// <summary>zproc ran a server process beside each program.</summary>
    [Fact]
    public void New_UntilSomethingIsStarted_RunsNoProcessOfItsOwn()
    {
        using ProcessContext context = new(_folder.Store);
        context.State["/n"] = 1;
        Assert.Equal(Environment.ProcessId, Assert.Single(context.Store.GetStatus().Processes).ProcessId);
    }

    /// <summary>zproc's classes were neither thread-safe nor process-safe.</summary>
    [Fact]
    public async Task Start_FromManyThreads_EachGetsItsOwn()
    {
        using ProcessContext context = new(_folder.Store);
        int[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            () => context.Start(Functions.Square, number).Wait<int>(Patience), Token)));
        Assert.Equal(Enumerable.Range(0, 8).Select(number => number * number), results);
        Assert.Equal(8, context.Processes.Select(process => process.Id).Distinct().Count());
    }

    /// <summary>zproc: the text form shows pid, target, parent, whether it lives and its exit code.</summary>
    [Fact]
    public void ToString_OfAProcess_TellsWhatItIsBeforeWhileAndAfter()
    {
        using ProcessContext context = new(_folder.Store);
        ChildProcess process = context.Create(Functions.Obey);
        string parent = $"parent {Environment.ProcessId}";
        Assert.Equal($"process 'Functions.Obey' (not started, {parent})", process.ToString());
        process.Start();
        string known = $"process 'Functions.Obey' {process.Id} (pid {process.Pid}, {parent}";
        Assert.Equal($"{known}, alive)", process.ToString());
        process.Signal((PosixSignal)9);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal($"{known}, exit code -9)", process.ToString());
    }

    /// <summary>zproc: watching "eats very little to no CPU".</summary>
    [Fact]
    public void Watch_NothingHappens_TakesNoTimeOfTheProcessor()
    {
        using ProcessContext context = new(_folder.Store);
        ChildProcess child = context.Start(WaitFunctions.WatchForEver);
        context.State.When("/watching", value => (bool)value, Patience);
        using Process process = Process.GetProcessById(child.Pid!.Value);
        TimeSpan interval = TimeSpan.FromMilliseconds(500);

        // The runtime still compiles in the background for a while after the start.
        Assert.True(SpinWait.SpinUntil(() => TimeIn(process, interval) < interval / 20, Patience));
    }

    public void Dispose() => _folder.Dispose();

    private static TimeSpan TimeIn(Process process, TimeSpan interval)
    {
        process.Refresh();
        TimeSpan before = process.TotalProcessorTime;
        Thread.Sleep(interval);
        process.Refresh();
        Assert.False(process.HasExited);
        return process.TotalProcessorTime - before;
    }
}
