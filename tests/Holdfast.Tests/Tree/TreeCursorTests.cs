using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

public sealed class DocumentTreeTests : TreeCursorContract
{
    protected override TreeCursor NewTree() => new();
}

public sealed class MemoryStateTreeTests : TreeCursorContract, IDisposable
{
    private readonly Store _store = Store.Open("memory:");

    public void Dispose() => _store.Dispose();

    protected override TreeCursor NewTree() => new(_store.GetState("tree"));
}

public sealed class FolderSectionTreeTests : TreeCursorContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-tree-").FullName;
    private readonly Store _store;

    public FolderSectionTreeTests() => _store = Store.Open(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    protected override TreeCursor NewTree() => new(_store.GetState("tree").GetSection("/a/section"));
}
