using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.CrashChild;

/// <summary>
/// Catches SIGUSR1 in the ways of run states, and says what came of it. Its input says when to go on.
/// </summary>
internal static class SignalCatcher
{
    private const PosixSignal User = (PosixSignal)10;

    public static int Run(string mode)
    {
        switch (mode)
        {
            case "cancel":
                Wait(new RunState("worker", new RunStateOptions { Signals = [User] }));
                break;
            case "handler":
                Wait(new RunState("worker", new RunStateOptions
                {
                    Signals = [User, PosixSignal.SIGTERM],
                    SignalHandler = (run, signal) =>
                    {
                        Say($"caught {(int)signal}");
                        run.Cancel();
                    },
                }));
                break;
            case "nested":
                Nest();
                break;
            default:
                Background();
                break;
        }

        // Outside of every scope the signal does again what it did before: it ends the process.
        Say("outside");
        Console.In.ReadLine();
        return 0;
    }

    private static void Wait(RunState run)
    {
        try
        {
            run.Run(run =>
            {
                Say("inside");
                run.Delay(TimeSpan.FromMinutes(5));
            });
        }
        catch (RunCancelledException)
        {
            Say("cancelled");
        }
    }

    private static void Nest()
    {
        RunState outer = new("outer"), inner = new("inner");
        using SignalCatch first = outer.CatchSignals([User], handler: (_, _) => Say("outer"));
        using (inner.CatchSignals([User], SignalChain.CallPrevious, (_, _) => Say("inner")))
        {
            Say("both");
            Console.In.ReadLine();
        }

        using (SignalCatch alone = inner.CatchSignals([User], SignalChain.Replace, (_, _) => Say("inner")))
        {
            Say(alone.Previous[User] is null ? "nothing before" : "inner only");
            Console.In.ReadLine();
        }

        Say("outer only");
        Console.In.ReadLine();
    }

    /// <summary>A scope of background work leaves the process's signals alone.</summary>
    private static void Background()
    {
        RunState program = new("program");
        program.Start();
        program.RunInBackground(_ =>
            new RunState("work", new RunStateOptions { Signals = [User] }).Run(_ =>
            {
                Say("inside");
                Console.In.ReadLine();
            })).GetAwaiter().GetResult();
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
