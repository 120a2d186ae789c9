using Holdfast;
using Holdfast.Control;
using Holdfast.Tree;

namespace Devices;

/// <summary>Rooms with devices, and a garden that is a state of its own.</summary>
internal sealed class House
{
    private const string Installer = "installer";
    private const string On = "on";
    private const string Off = "off";

    private readonly State _state;
    private readonly TreeCursor _view;
    private readonly StateController _controller;

    private House(State state, State garden)
    {
        _state = state;
        _controller = new(state, new StateControllerOptions { Commit = new() { Author = "owner" } });

        // Seen together, stored apart: each has its own history, and somebody else may control it.
        _view = new(state);
        _view.Mount("/garden", garden);
    }

    public static House Open(Store store)
    {
        State house = store.GetState("house");
        State garden = store.GetState("garden");
        if (house.Revision == default)
        {
            TreeCursor tree = new(house, new CommitOptions { Author = Installer });
            tree.MakeAndMoveTo("/kitchen");
            Install(tree, "lamp", 9);
            Install(tree, "heater", 2000);
            tree.MakeAndMoveTo("../hall");
            Install(tree, "lamp", 6);
            Install(new TreeCursor(garden, new CommitOptions { Author = Installer }), "pump", 300);
        }

        return new House(house, garden);
    }

    /// <summary>Answers a control message; what is wrong with it is in the reply.</summary>
    public ControlReply Handle(string message) => _controller.Handle(message);

    public string Draw() => _view.Draw("/");

    /// <summary>Adds up what is switched on, wherever it is.</summary>
    public int CountWatts() => _view.GetDirectories()
        .Where(device => _view.TryRead(device / "state", out Value state) && state == On)
        .Sum(device => _view.TryRead(device / "watts", out Value watts) ? (int)watts : 0);

    public IEnumerable<Commit> Switched() => _state.History().Where(commit => commit.Author != Installer);

    private static void Install(TreeCursor room, string name, int watts) =>
        room.Write(name, Value.From(new { state = Off, watts }));
}
