using System.Net.Sockets;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Processes;

namespace Holdfast.Bench.Rows;

/// <summary>A call into a warm worker and back, beside a byte over a Unix socket and back.</summary>
internal sealed class CallRow : Row
{
    public override string Name => "call";

    public override string About => "a call into a warm worker and back, beside a bare Unix socket";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using ProcessContext context = new(bench.NewFolder(), new ProcessContextOptions { Workers = 1 });
        context.Run<int>(Square, 2);
        string path = Path.Combine(bench.Folder, "echo.socket");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        using Child echo = Child.Start(ChildRoles.Socket, path);
        using Socket socket = listener.Accept();
        Series[] series = Rounds.Take(
            bench,
            new Contender(
                "call and answer", Unit.Time, () => Loop.Time(bench.Options.Slice, count => Call(context, count))),
            new Contender(
                "Unix socket round trip", Unit.Time,
                () => Loop.Time(bench.Options.Slice, count => RoundTrip(echo, socket, count))));
        yield return Finding.Compare("one call at a time", series[0], series[1], Target.AtMost(2, 1.1));
    }

    private static int Square(int number) => number * number;

    private static void Call(ProcessContext context, int count)
    {
        for (int index = 0; index < count; index++) context.Run<int>(Square, index);
    }

    private static void RoundTrip(Child echo, Socket socket, int count)
    {
        echo.Tell($"{count}");
        byte[] one = new byte[1];
        for (int index = 0; index < count; index++)
        {
            socket.Send(one);
            socket.Receive(one);
        }

        echo.Answer();
    }
}
