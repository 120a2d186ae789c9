using System.Diagnostics;
using System.Reflection;
using Holdfast.Processes;
using Holdfast.Processes.Coordination;

namespace Holdfast.ProcessProgram;

/// <summary>What the program runs in other processes.</summary>
internal static class Functions
{
    public static int Square(int number) => number * number;

    /// <summary>Says as what it runs: its assembly, its folder, and its name in the lists of the system.</summary>
    public static string Identity()
    {
        using Process own = Process.GetCurrentProcess();
        return $"{Assembly.GetEntryAssembly()!.Location} {AppContext.BaseDirectory} {own.ProcessName}";
    }

    /// <summary>Says with what words it was started.</summary>
    public static string CommandLine() => File.ReadAllText("/proc/self/cmdline").Replace('\0', ' ').Trim();

    /// <summary>Starts a child for each level, one below the other, and counts them.</summary>
    public static int Nest(ProcessContext context, int levels) =>
        levels == 0 ? 0 : context.Start(Nest, levels - 1).Wait<int>() + 1;

    /// <summary>Starts a child of its own once the state says so.</summary>
    public static int NestWhenTold(ProcessContext context, State state)
    {
        state["/begun"] = true;
        state.WhenAsync("/go", _ => true).GetAwaiter().GetResult();
        return context.Start(Square, 3).Wait<int>();
    }

    /// <summary>Says that it runs, and goes on until it is ended.</summary>
    public static void Hold(State state, string key)
    {
        state[StatePath.Root / "held" / key] = Environment.ProcessId;
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Takes a lock, and never gives it back.</summary>
    public static void Lock(State state, string name)
    {
        using Hold hold = state.GetLock(StatePath.Root / "locks" / name).Take();
        state[StatePath.Root / "locked" / name] = true;
        Thread.Sleep(Timeout.Infinite);
    }
}
