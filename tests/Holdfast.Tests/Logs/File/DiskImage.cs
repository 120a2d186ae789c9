namespace Holdfast.Tests.Logs.File;

/// <summary>Files and names of which some are on disk and others only in the system's memory.</summary>
internal sealed class DiskImage
{
    private readonly Dictionary<string, Content> _seen = [];
    private readonly Dictionary<string, Content> _kept = [];
    private readonly List<(string Path, Content? After)> _names = [];

    private sealed class Content
    {
        public List<(long Offset, byte[] Bytes)> Flushed { get; } = [];

        public List<(long Offset, byte[] Bytes)> Pending { get; } = [];
    }

    /// <summary>Puts the files of a folder on the disk, under the paths that they would have in another one.</summary>
    public void Fill(string folder, string root)
    {
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string path = Path.Combine(root, Path.GetRelativePath(folder, file));
            Create(path);
            Write(path, 0, System.IO.File.ReadAllBytes(file));
        }

        FlushAll();
    }

    /// <summary>Lets everything be on disk.</summary>
    public void FlushAll()
    {
        _names.ForEach(change => Keep(change.Path, change.After));
        _names.Clear();
        foreach (string path in _seen.Keys)
        {
            Flush(path);
        }
    }

    public void Create(string path)
    {
        if (!_seen.TryGetValue(path, out Content? content))
        {
            content = new Content();
            _seen[path] = content;
            _names.Add((path, content));
        }

        content.Flushed.Clear();
        content.Pending.Clear();
    }

    public void Write(string path, long offset, byte[] bytes) => _seen[path].Pending.Add((offset, bytes));

    public void Flush(string path)
    {
        Content content = _seen[path];
        content.Flushed.AddRange(content.Pending);
        content.Pending.Clear();
    }

    // A folder's own name counts as flushed with its content: the store flushes the parent before it uses the folder.
    public void FlushFolder(string path)
    {
        (string, Content?)[] changes = [.. _names.Where(change => Path.GetDirectoryName(change.Path) == path)];
        foreach ((string name, Content? after) in changes)
        {
            Keep(name, after);
        }

        _names.RemoveAll(change => Path.GetDirectoryName(change.Path) == path);
    }

    public void Rename(string from, string to)
    {
        if (_seen.Remove(from, out Content? file))
        {
            _seen[to] = file;
            _names.Add((to, file));
            _names.Add((from, null));
            return;
        }

        // A folder: its files move at once, here and on the disk, which a rename in a flushed parent amounts to.
        string[] moved = [.. _seen.Keys.Where(path => path.StartsWith(from + "/", StringComparison.Ordinal))];
        foreach (string path in moved)
        {
            _seen[to + path[from.Length..]] = _seen[path];
            _kept[to + path[from.Length..]] = _seen[path];
            _seen.Remove(path);
            _kept.Remove(path);
        }
    }

    public void Unlink(string path)
    {
        if (_seen.Remove(path))
        {
            _names.Add((path, null));
        }
    }

    /// <summary>
    /// Lets each thing that is not flushed be there or not. Names of one folder are kept in order up to some point.
    /// </summary>
    public void LosePower(Random random)
    {
        foreach (IGrouping<string, (string Path, Content? After)> folder in
            _names.GroupBy(change => Path.GetDirectoryName(change.Path)!))
        {
            foreach ((string path, Content? after) in folder.Take(random.Next(folder.Count() + 1)))
            {
                Keep(path, after);
            }
        }

        foreach (Content content in _kept.Values.Distinct())
        {
            LoseWrites(content, random);
        }
    }

    public void WriteTo(string root, string target)
    {
        Directory.CreateDirectory(target);
        foreach ((string path, Content content) in _kept)
        {
            string file = Path.Combine(target, Path.GetRelativePath(root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using FileStream stream = System.IO.File.Create(file);
            foreach ((long offset, byte[] bytes) in content.Flushed)
            {
                stream.Position = offset;
                stream.Write(bytes);
            }
        }
    }

    // In order up to some place, or each by itself: writes may reach the disk in any order.
    private static void LoseWrites(Content content, Random random)
    {
        int mode = random.Next(3);
        int kept = random.Next(content.Pending.Count + 1);
        for (int index = 0; index < content.Pending.Count; index++)
        {
            if (mode == 0 ? index < kept : mode == 1 && random.Next(2) == 0)
            {
                content.Flushed.Add(content.Pending[index]);
            }
        }

        content.Pending.Clear();
    }

    private void Keep(string path, Content? content)
    {
        if (content is null)
        {
            _kept.Remove(path);
        }
        else
        {
            _kept[path] = content;
        }
    }
}
