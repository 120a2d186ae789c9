// A web service whose workers are processes. One that dies, or is killed, is started anew, and the request that it had
// is answered by another.
//
//   dotnet run --project samples/Website -- ./site 8080 3      three workers behind port 8080; 0: any free port
//   holdfast ps --store ./site                                 the workers; try kill -9 on one
using System.Globalization;
using System.Runtime.InteropServices;
using Holdfast.Processes;
using Holdfast.Processes.Supervision;
using Website;

if (args is not [var folder, var port, var count])
{
    Console.Error.WriteLine("usage: Website <store> <port> <workers>");
    return 2;
}

TaskCompletionSource asked = new();
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

await using ProcessContext context = new(folder);
context.State.Remove("/workers");                            // those of an earlier run
string[] names =
[
    .. Enumerable.Range(1, int.Parse(count, CultureInfo.InvariantCulture))
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"web-{number}")),
];
SupervisorOptions patient = new() { Name = "site", MaxRestarts = 100, Period = TimeSpan.FromSeconds(1) };
await using Supervisor supervisor = context.Supervise(
    patient, [.. names.Select(name => ChildSpecification.Of(name, Worker.Run, name))]);

using Front front = new(context.State, int.Parse(port, CultureInfo.InvariantCulture));
Console.WriteLine($"listening at {front.Address}");
Task first = await Task.WhenAny(asked.Task, supervisor.Completion);
await first;
int answers = context.State.GetOrDefault("/answered", 0);
Console.WriteLine($"{answers} answers, {supervisor.Exits.Count} workers had ended");
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    asked.TrySetResult();
}
