// A configuration change that is rolled back. A service answers requests by its settings; an operator, who is another
// process, changes them; the service sees that it got worse and goes back. Who, why and what stays in the history.
//
//   dotnet run --project samples/Settings                  in a new store
//   dotnet run --project samples/Settings -- ./settings    in one that is kept: the versions go on
using System.Diagnostics;
using Holdfast;
using Holdfast.Configuration;
using Settings;

if (args is ["operate", var shared])
{
    Operator.Run(shared);
    return 0;
}

string folder = args is [var given] ? given : Directory.CreateTempSubdirectory("holdfast-settings-").FullName;
using Store store = Store.Open(folder, Service.StoreOptions);
Config settings = Service.GetSettings(store);
Service service = new(settings);
Console.WriteLine($"{settings.Current}: {service.CountFailures()} of {Service.Requests} requests fail");

TaskCompletionSource<ConfigChangedEventArgs> changed = new();
settings.Changed += (_, told) => changed.TrySetResult(told);
using (Process other = Process.Start(Environment.ProcessPath!, ["operate", folder]))
{
    await other.WaitForExitAsync();
}

ConfigChangedEventArgs change = await changed.Task.WaitAsync(TimeSpan.FromMinutes(1));
int failures = service.CountFailures();
Console.WriteLine($"{change.New}, by {change.New.Author}: {failures} of {Service.Requests} requests fail");
if (failures > 0)
{
    settings.Rollback(
        change.Old.Version, options: new() { Author = "service", Reason = $"{failures} failures since {change.New}" });
    Console.WriteLine($"{settings.Current}: {service.CountFailures()} of {Service.Requests} requests fail");
}

Console.WriteLine();
foreach (ConfigChange version in settings.GetHistory(from: Math.Max(0, settings.Version - 2)))
{
    Console.WriteLine(version);
}

return service.CountFailures();
