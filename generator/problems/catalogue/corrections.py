"""Corrections of reports that were published."""

from generator.problems.catalogue.kind import error

KINDS = (
    error(
        "correction-target-missing",
        "แถวนี้แก้รายงานของโครงการ {project} ณ วันที่ {value} แต่ไม่มีรายงานนั้น",
        "{hint}เขียนวันที่ของรายงานเดิมให้ตรงในช่อง แก้รายงานของวันที่ ถ้าเป็นรายงานใหม่ ให้เว้นช่องนั้นว่าง",
    ),
    error(
        "correction-not-earlier",
        "แถวลงวันที่ {date} แก้รายงานของโครงการ {project} ณ วันที่ {value} ซึ่งไม่ได้อยู่ก่อนหน้า",
        "ช่อง ณ วันที่ คือวันที่แก้ไข ช่อง แก้รายงานของวันที่ คือวันที่ของรายงานเดิม ซึ่งต้องมาก่อน",
    ),
    error(
        "correction-twice",
        "รายงานของโครงการ {project} ณ วันที่ {value} ถูกแก้ไปแล้วเมื่อ {before}",
        "ถ้าแก้อีกครั้ง ให้แก้ฉบับที่แก้ล่าสุด โดยเขียน {before} ในช่อง แก้รายงานของวันที่ ถ้าซ้ำกันให้ลบแถวนี้",
    ),
)
