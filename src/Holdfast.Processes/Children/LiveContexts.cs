using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>The contexts of this program that were not disposed of; their processes are ended with it.</summary>
internal static class LiveContexts
{
    private static readonly Lock Guard = new();
    private static readonly List<ProcessContext> Contexts = [];
    private static bool _isListening;

    public static IReadOnlyList<ProcessContext> All
    {
        get
        {
            lock (Guard) return [.. Contexts];
        }
    }

    public static void Add(ProcessContext context)
    {
        lock (Guard)
        {
            Contexts.Add(context);
            if (_isListening) return;
            _isListening = true;
        }

        AppDomain.CurrentDomain.ProcessExit += static (_, _) => End();
    }

    public static void Remove(ProcessContext context)
    {
        lock (Guard) Contexts.Remove(context);
    }

    // The newest first: it may rest on what an older one runs. A failure of one must neither keep the others from their
    // end nor make a crash of the program's.
    private static void End()
    {
        foreach (ProcessContext context in All.Reverse())
        {
            try
            {
                context.EndWithProgram();
            }
            catch (Exception fault)
            {
                CallbackFailures.Report(context, "end of a context with its program", fault);
            }
        }
    }
}
