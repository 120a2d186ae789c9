using Holdfast.Control;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Control;

/// <summary>A section of a state in a folder.</summary>
public sealed class FolderControllerTests : ControllerContract
{
    private readonly TestFolder _folder = new();

    protected override StatePath Section => "/part/of";

    protected override Store OpenStore() => Store.Open(_folder.Store);

    protected override void CleanUp() => _folder.Dispose();

    [Fact]
    public void Process_KilledBetweenMessages_LeavesNoHalfOfOne()
    {
        string folder = Path.Combine(_folder.Root, "killed");
        using ChildProcess child = new("control", folder);
        for (int count = 0; count < 50; count++)
            child.ReadLine();
        long told = child.Kill().Append(50).Max();
        using Store store = Store.Open(folder);
        using ProgramState program = new(new()
        {
            State = store.GetState("controlled"),
            Sharing = ProgramSharing.Own,
            Name = "parent",
        });
        long first = program.Get<long>("/counts/first");
        Assert.InRange(first, told, told + 1);
        Assert.Equal(first, program.Get<long>("/counts/inner/second"));
        Assert.Equal("parent", program.Get<string>("/this/name"));
    }
}
