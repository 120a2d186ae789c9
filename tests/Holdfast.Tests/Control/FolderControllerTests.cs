using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Control;

/// <summary>A section of a state in a folder.</summary>
public sealed class FolderControllerTests : ControllerContract
{
    private readonly TestFolder _folder = new();

    protected override StatePath Section => "/part/of";

    protected override Store OpenStore() => Store.Open(_folder.Store);

    protected override void CleanUp() => _folder.Dispose();
}
