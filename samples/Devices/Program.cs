// The devices of a house in one state. Who installs them walks through it as through folders; who controls them sends
// messages, and each message is a commit, so the history tells who switched what, and when.
//
//   dotnet run --project samples/Devices                         draws a new house
//   dotnet run --project samples/Devices -- ./house              one that is kept
//   dotnet run --project samples/Devices -- ./house '{"meta":{"var":"/kitchen/heater","set":{"state":"on"}}}'
//   holdfast shell --store ./house --namespace house             walks through it from another terminal
using Devices;
using Holdfast;
using Holdfast.Control;

string folder = args is [var given, ..] ? given : Directory.CreateTempSubdirectory("holdfast-devices-").FullName;
using Store store = Store.Open(folder);
House house = House.Open(store);

bool isDone = true;
foreach (string message in args.Skip(1))
{
    ControlReply reply = house.Handle(message);
    Console.WriteLine(reply.ToValue());
    isDone &= reply.IsDone;
}

Console.Write(house.Draw());
Console.WriteLine($"{house.CountWatts()} watts");
foreach (Commit commit in house.Switched())
{
    Console.WriteLine($"{commit.Author}: {string.Join(", ", commit.Changes)}");
}

return isDone ? 0 : 1;
