using System.Globalization;
using Holdfast.Errors;
using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Child;

/// <summary>One conversation with the parent: open a store, run a workload, stop, close.</summary>
internal sealed class Session(TextReader commands, Answers answers) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SignalPoint _point = new();
    private Store? _store;
    private Thread? _running;

    public void Run()
    {
        while (commands.ReadLine() is { } line)
        {
            try
            {
                Do(line.Split(' ', 2));
            }
            catch (Exception fault)
            {
                Report(fault);
            }
        }
    }

    public void Dispose()
    {
        Stop();
        _store?.Dispose();
        _stop.Dispose();
    }

    private void Do(string[] command)
    {
        string rest = command.Length > 1 ? command[1] : "";
        switch (command[0])
        {
            case "open":
                string[] how = rest.Split(' ', 2);
                _store = StoreKinds.Open(how[0], how[1], _point);
                answers.Write($"opened {Environment.ProcessId}");
                break;
            case "signal":
                string[] when = rest.Split(' ');
                _point.Arm(ToNumber(when[0]), when[1], ToNumber(when[2]));
                break;
            case "run":
                Start(WorkloadList.Parse(rest));
                break;
            case "stop":
                Stop();
                answers.Write("stopped");
                break;
            case "close":
                Stop();
                _store?.Dispose();
                answers.Write("closed");
                break;
            default:
                throw new InvalidOperationException($"The command '{command[0]}' is unknown.");
        }
    }

    private static int ToNumber(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private void Start(IWorkload workload)
    {
        State state = _store!.GetState(StoreKinds.Namespace);
        _running = new Thread(() => Work(workload, state));
        _running.Start();
    }

    private void Work(IWorkload workload, State state)
    {
        try
        {
            workload.Run(state, answers, _stop.Token);
            answers.Write("done");
        }
        catch (OperationCanceledException)
        {
            answers.Write("done");
        }
        catch (Exception fault)
        {
            Report(fault);
        }
    }

    private void Stop()
    {
        _stop.Cancel();
        _running?.Join();
    }

    private void Report(Exception fault)
    {
        string code = fault is IHoldfastError known ? known.Code.ToText() : "-";
        string text = fault.ToString().Replace('\n', '|');
        answers.Write($"failed {code} {text[..Math.Min(text.Length, 3000)]}");
    }
}
