// Workers that share. A log is open as long as any of them needs it, a server that takes two connections gets no more
// than that, a connection that broke is replaced, and what all have done is in one immutable bag.
//
//   dotnet run --project samples/Prices                  asks its own server
//   dotnet run --project samples/Prices -- prices.log    and keeps the log
using Holdfast.Immutable;
using Holdfast.Lifecycle.Pools;
using Holdfast.Lifecycle.Resources;
using Prices;

const int workers = 4;
const int requests = 25;

string file = args is [var given] ? given : Path.GetTempFileName();
await using PriceServer server = new();

SharedResource<TextWriter> log = SharedResource.Create(
    () =>
    {
        Console.WriteLine("the log is opened");
        return TextWriter.Synchronized(new StreamWriter(file));
    },
    writer =>
    {
        writer.Dispose();
        Console.WriteLine("the log is closed");
    });

await using Pool<Connection> connections = new(
    token => Connection.OpenAsync(server.Port, token),
    new PoolOptions<Connection> { MaxInUse = PriceServer.MaxConnections, IsBrokenBy = fault => fault is IOException });

StateCell<ImmutableState> done = new(new ImmutableState(("prices", 0), ("broken", 0)));
done.AddObserver((old, next) =>
{
    int prices = next.Get<int>("prices");
    if (prices > old.Get<int>("prices") && prices % 50 == 0) Console.WriteLine($"{prices} prices");
});

TaskCompletionSource start = new();
Task[] all = [.. Enumerable.Range(1, workers).Select(number =>
    new Worker(number, log, connections, done).RunAsync(requests, start.Task))];
start.SetResult();
await Task.WhenAll(all);

Console.WriteLine($"{done.Current} after {done.Generation} changes");
Console.WriteLine($"in the log: {File.ReadLines(file).Count()} lines");
Console.WriteLine($"more than {PriceServer.MaxConnections} connections at once: {server.WasOvercharged}");
return 0;
