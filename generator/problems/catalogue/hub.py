"""hub.yml: the offices whose portals are gathered."""

from generator.problems.catalogue.kind import error

KINDS = (
    error(
        "hub-code",
        "รหัส อปท. “{value}” ใช้ไม่ได้",
        'เขียนรหัสเจ็ดหรือแปดหลักในเครื่องหมายคำพูด เช่น "6560101"',
    ),
    error(
        "hub-code-twice",
        "รหัส อปท. {value} มีแล้วในบรรทัด {other} สมาชิกสองรายใช้รหัสเดียวกันไม่ได้",
        "ตรวจรหัสของทั้งสองราย ถ้าเป็นองค์กรเดียวกัน ให้เหลือบรรทัดเดียว",
    ),
    error(
        "hub-place",
        "ชื่อ{what} “{value}” ใช้ไม่ได้",
        "เขียนชื่อเต็มโดยไม่มีคำว่า{what} และไม่มีเครื่องหมาย เช่น {example}",
    ),
    error(
        "hub-source",
        "สมาชิกนี้บอกที่มาของข้อมูล {value} แห่ง ต้องบอกแห่งเดียว",
        "ใช้คำใดคำหนึ่ง: git (คลัง) folder (โฟลเดอร์ในเครื่องนี้) หรือ site (เว็บไซต์ที่เผยแพร่แล้ว)",
    ),
    error(
        "hub-address",
        "เขียน “{value}” ตรงนี้ไม่ได้",
        "{todo}",
    ),
    error(
        "hub-host",
        "ศูนย์รวมแสดงเว็บไซต์แทนสมาชิกตามที่เขียนว่า “{value}” ไม่ได้",
        "{todo}",
    ),
    error(
        "hub-empty",
        "hub.yml ไม่มีสมาชิกเลย",
        "เขียน members: แล้วเพิ่มบรรทัดของสมาชิกแต่ละราย ขึ้นต้นด้วย - บอก code district province และที่มา",
    ),
)
