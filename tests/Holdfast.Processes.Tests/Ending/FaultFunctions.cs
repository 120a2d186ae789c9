using System.Runtime.InteropServices;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Functions that behave badly.</summary>
internal static class FaultFunctions
{
    private static readonly List<PosixSignalRegistration> Kept = [];

    /// <summary>Does what a program's <c>Main</c> does that takes itself for no child.</summary>
    public static void RunAsTheProgram(string store)
    {
        Environment.SetEnvironmentVariable("HOLDFAST_WORKER", "3");
        try
        {
            using ProcessContext context = new(store);
        }
        finally
        {
            Environment.Exit(0);
        }
    }

    public static int Length(byte[] bytes) => bytes.Length;

    public static byte[] Many(int count) => new byte[count];

    public static int Flood(int lines)
    {
        for (int line = 0; line < lines; line++) Console.WriteLine(new string('x', 200));
        Console.Write("the end, without its newline");
        return lines;
    }

    public static void IgnoreTerminate(State state)
    {
        Kept.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true));
        state["/ready"] = true;
        Thread.Sleep(Timeout.Infinite);
    }

    public static void Ready(State state)
    {
        state["/ready"] = true;
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Takes memory until the system says no.</summary>
    public static void Hoard()
    {
        LimitMemory();
        List<byte[]> hoard = [];
        while (true) hoard.Add(new byte[64 << 20]);
    }

    /// <summary>Has a limit of 4 GiB of addresses, as a small machine or a container has.</summary>
    private static unsafe void LimitMemory()
    {
        ulong* limit = stackalloc ulong[2] { 4UL << 30, 4UL << 30 };
        Assert.Equal(0, SetLimit(9, limit));
    }

    /// <summary>Gives a child's result and exit code, and that of one that leaves.</summary>
    public static int[] IgnoreEndsOfChildren(ProcessContext context)
    {
        SetHandler(17, 1);
        ChildProcess returning = context.Start(Five);
        int result = returning.Wait<int>();
        ChildProcess leaving = context.Start(Starting.Functions.Leave, 4);
        return [result, returning.ExitCode!.Value, leaving.WaitForExitAsync().GetAwaiter().GetResult()];
    }

    /// <summary>Reaps a child as a library does that takes all children for its own.</summary>
    public static int[] TakeEndOfChild(ProcessContext context)
    {
        // Only from when it runs: a start sees to it that ends are kept.
        ChildProcess child = context.Start(FiveWhenLetGo);
        SetHandler(17, 1);
        context.State["/go"] = true;
        return [child.Wait<int>(), child.ExitCode!.Value];
    }

    [System.Runtime.InteropServices.DllImport(
        "libc", EntryPoint = "system", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
    public static extern int RunNative(string command);

    public static int RunInShell(string command) => RunNative(command);

    /// <summary>Starts a child as a daemon does that has closed what it inherited.</summary>
    public static int StartWithoutDescriptors(ProcessContext context, string file)
    {
        for (int descriptor = 0; descriptor <= 2; descriptor++) Assert.Equal(0, Close(descriptor));
        context.Start(new ProcessOptions { Output = ProcessOutput.ToFile(file) }, Hello, "there").Wait();
        return context.Start(Five).Wait<int>();
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    private static int Five() => 5;

    private static int FiveWhenLetGo(State state)
    {
        state.WhenAsync("/go", _ => true).GetAwaiter().GetResult();
        return 5;
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "setrlimit")]
    private static extern unsafe int SetLimit(int resource, ulong* limit);

    public static void HelloAndDie()
    {
        Console.WriteLine("hello");
        Signals.Send((PosixSignal)9);
    }

    public static void Hello(string text)
    {
        Console.WriteLine($"out {text}");
        Console.Error.WriteLine($"error {text}");
    }

    /// <summary>Has the kernel make copies of this process, which never return.</summary>
    public static int Fork(int copies)
    {
        for (int copy = 0; copy < copies; copy++)
        {
            int made = MakeCopy();
            while (made == 0) _ = Pause();
            Assert.True(made > 0);
        }

        return copies;
    }

    public static void ForkAndStay(State state, int copies)
    {
        Fork(copies);
        Ready(state);
    }

    /// <summary>Joins a control group with a lock in hand, and takes more memory than it may have there.</summary>
    public static void HoardInGroup(State state, string members)
    {
        using Hold hold = state.GetLock("/lock").Take();
        state["/ready"] = true;
        File.WriteAllText(members, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        List<byte[]> hoard = [];
        while (true)
        {
            byte[] more = new byte[16 << 20];
            Array.Fill(more, (byte)1);
            hoard.Add(more);
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "fork")]
    private static extern int MakeCopy();

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "pause")]
    private static extern int Pause();
}
